using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>The company that an empty folder becomes: practice for those who try and train, else real and empty.</summary>
static class Founding
{
    public static CompanyInfo Practice => new() { Name = "Practice Gifts Ltd", Currency = "GBP", Zone = "Europe/London", Kind = CompanyKind.Practice };

    /// <summary>A real company as the configuration's section <c>Company</c> describes it.</summary>
    public static CompanyInfo Real(IConfiguration configuration) => new()
    {
        Name = configuration["Company:Name"] ?? "Our company",
        Currency = configuration["Company:Currency"] ?? "GBP",
        Zone = configuration["Company:Zone"] ?? "Europe/London",
        Kind = CompanyKind.Real,
    };
}
