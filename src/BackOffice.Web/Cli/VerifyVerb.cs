using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>verify</c>: recomputes everything that must hold and names each violation; not 0 if there is one.</summary>
static class VerifyVerb
{
    public static Verb Verb { get; } = new("verify", "Recompute every invariant and name each violation.", VerbKind.Reads, Run);

    static async Task<int> Run(VerbRun run)
    {
        var checks = await run.Get<Verify>().Run();
        var ok = checks.All(check => check.Ok);
        run.Print(new { ok, checks }, Lines(checks));
        return ok ? 0 : 1;
    }

    static IEnumerable<string> Lines(IReadOnlyList<Verify.Check> checks)
    {
        foreach (var check in checks)
        {
            yield return $"{(check.Ok ? "ok " : "NOT")}  {check.Name} ({check.Checked})";
            foreach (var violation in check.Violations) yield return $"       {violation}";
        }
    }
}
