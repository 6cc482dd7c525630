namespace BackOffice.Web;

/// <summary><c>migrate</c>: brings the database to this version and ends; opening it has done that.</summary>
static class MigrateVerb
{
    public static Verb Verb { get; } = new("migrate", "Bring the database to this version of the portal.", VerbKind.Alone, run =>
    {
        var company = run.Get<BackOffice.Kernel.Database>().Company;
        run.Print(new { ok = true, company = company.Name, kind = company.Kind.ToString() }, $"The database of {company.Name} is up to date.");
        return Task.FromResult(0);
    });
}
