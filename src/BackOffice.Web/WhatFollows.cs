using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The company on one page: what each event sets off. Then: in the same transaction, may not refuse. Later: an errand,
/// after the commit. Every event has its line; a test walks it.
/// </summary>
public static class WhatFollows
{
    public static void Table(Consequences company)
    {
        company.When<ErrandStuck>().Nothing("It waits in the list of what could not be sent.");
        company.When<ErrandRetried>().Nothing("The runner takes it.");
    }
}
