using BackOffice.Fulfillment;
using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Web;

/// <summary>What this portal is made of: a fourth department is a project and a line.</summary>
public static class Portal
{
    public static Departments Departments(params IEnumerable<Department> guests) => new(
    [
        new PortalDepartment(),
        new FulfillmentDepartment(),
        new AccountingDepartment(),
        new SupportDepartment(),
        .. guests,
    ]);
}
