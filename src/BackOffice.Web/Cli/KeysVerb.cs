using System.CommandLine;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>keys add NAME --scope orders …</c> and <c>keys revoke NAME</c>: which programs may come in. A secret is shown once.</summary>
static class KeysVerb
{
    static readonly Argument<string> name = new("NAME") { Description = "Who the key is for." };
    static readonly Option<string[]> scope = new("--scope") { Description = "orders, payments, tickets, read.", AllowMultipleArgumentsPerToken = true };

    static readonly Option<string?> channel = new("--channel") { Description = "The only channel whose orders the key brings and sees." };
    static readonly Option<int?> days = new("--days") { Description = "Expires after so many days." };
    static readonly Option<int> overlap = new("--overlap") { Description = "For how many hours the old secret works on.", DefaultValueFactory = _ => 24 };

    public static Verb Verb { get; } = new("keys", "Keys for other programs.", VerbKind.Writes, _ => Task.FromResult(0))
    {
        Parts = [new("add", "Make a key; its secret is printed once.", VerbKind.Writes, Add, name, scope, channel, days), new("rotate", "Make a second secret; the first works on for --overlap hours.", VerbKind.Writes, Rotate, name, overlap, days), new("revoke", "Make a key useless.", VerbKind.Writes, Revoke, name)],
    };

    static async Task<int> Add(VerbRun run)
    {
        var scopes = run.Asked.GetValue(scope) ?? [];
        var unknown = scopes.FirstOrDefault(s => !KeyScopes.All.ContainsKey(s));
        Refuse.If(unknown is not null, $"There is no scope {unknown}; the scopes are {string.Join(", ", KeyScopes.All.Keys)}.");
        var secret = ApiKey.NewSecret();
        var outcome = await run.Commands.Send(new AddKey(run.Asked.GetValue(name)!, ApiKey.HashOf(secret), string.Join(' ', scopes.Distinct()), ApiKey.BeginningOf(secret), run.Asked.GetValue(channel), Expiry(run)), Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
        run.Print(new { name = run.Asked.GetValue(name), key = secret, scopes }, $"{secret}", "Keep it now; it is not shown again.");
        return 0;
    }

    static DateTime? Expiry(VerbRun run) => run.Asked.GetValue(days) is { } some ? run.Get<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(some) : null;

    static async Task<int> Rotate(VerbRun run)
    {
        var asked = run.Asked.GetValue(name)!;
        using var reading = await run.Get<Database>().Read();
        var key = (await reading.Reader.Read(new KeyList())).FirstOrDefault(k => k.Name == asked && !k.IsReplaced);
        Refuse.If(key is null, $"There is no key {asked}.");
        var secret = ApiKey.NewSecret();
        var outcome = await run.Commands.Send(new RotateKey(key.Id, ApiKey.HashOf(secret), ApiKey.BeginningOf(secret), run.Asked.GetValue(overlap), Expiry(run)), Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
        run.Print(new { name = asked, key = secret, oldWorksUntil = outcome.Answer!.WorksUntil }, secret, $"Keep it now; it is not shown again. The old one works until {outcome.Answer.WorksUntil:u}.");
        return 0;
    }

    static async Task<int> Revoke(VerbRun run)
    {
        var outcome = await run.Commands.Send(new RevokeKey(run.Asked.GetValue(name)!), Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
        run.Print(new { ok = true }, "Revoked.");
        return 0;
    }
}
