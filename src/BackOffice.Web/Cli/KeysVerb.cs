using System.CommandLine;
using System.Security.Cryptography;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>keys add NAME --scope orders …</c> and <c>keys revoke NAME</c>: which programs may come in. A secret is shown once.</summary>
static class KeysVerb
{
    static readonly Argument<string> name = new("NAME") { Description = "Who the key is for." };
    static readonly Option<string[]> scope = new("--scope") { Description = "orders, payments, tickets.", AllowMultipleArgumentsPerToken = true };

    public static Verb Verb { get; } = new("keys", "Keys for other programs.", VerbKind.Writes, _ => Task.FromResult(0))
    {
        Parts = [new("add", "Make a key; its secret is printed once.", VerbKind.Writes, Add, name, scope), new("revoke", "Make a key useless.", VerbKind.Writes, Revoke, name)],
    };

    static async Task<int> Add(VerbRun run)
    {
        var scopes = run.Asked.GetValue(scope) ?? [];
        var unknown = scopes.FirstOrDefault(s => !KeyScopes.All.ContainsKey(s));
        Refuse.If(unknown is not null, $"There is no scope {unknown}; the scopes are {string.Join(", ", KeyScopes.All.Keys)}.");
        var secret = $"bo_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        var outcome = await run.Commands.Send(new AddKey(run.Asked.GetValue(name)!, ApiKey.HashOf(secret), string.Join(' ', scopes.Distinct())), Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
        run.Print(new { name = run.Asked.GetValue(name), key = secret, scopes }, $"{secret}", "Keep it now; it is not shown again.");
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
