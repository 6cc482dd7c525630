using BackOffice.Accounting;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary><c>verify</c>: recomputes everything that must hold and names each violation; not 0 if there is one.</summary>
static class VerifyVerb
{
    public static Verb Verb { get; } = new("verify", "Recompute every invariant and name each violation.", VerbKind.Reads, Run);

    static async Task<int> Run(VerbRun run)
    {
        var checks = await run.Get<Verify>().Run();
        var ok = checks.All(check => check.Ok);
        run.Print(new { ok, checks = checks.Select(Told), trialBalance = await TrialBalance(run.Get<Database>()) }, Lines(checks));
        return ok ? 0 : 1;
    }

    static object Told(Verify.Check check) => new { name = check.Name.ToString(), says = check.Says.ToString(), check.Ok, check.Checked, violations = check.Violations.Select(v => v.Text) };

    // Each account's balance in each currency, on its side; from the roll-ups, which a check above compares with the lines.
    static async Task<IReadOnlyList<object>> TrialBalance(Database database)
    {
        // What is damaged is named by a check already.
        try { return await Balances(database); }
        catch (Exception e) when (Damage.Is(e)) { return []; }
    }

    static async Task<IReadOnlyList<object>> Balances(Database database)
    {
        using var reading = await database.Read();
        var balances = await reading.Reader.AccountBalances.GroupBy(b => new { b.Account, b.Currency })
            .Select(g => new { g.Key.Account, g.Key.Currency, Minor = g.Sum(b => b.DebitMinor) - g.Sum(b => b.CreditMinor) }).ToListAsync();
        return [.. balances.OrderBy(b => b.Account.Value).ThenBy(b => b.Currency, StringComparer.Ordinal)
            .Select(b => new { account = b.Account.Value.ToString(), currency = b.Currency, debit = Math.Max(0, b.Minor), credit = Math.Max(0, -b.Minor) })];
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
