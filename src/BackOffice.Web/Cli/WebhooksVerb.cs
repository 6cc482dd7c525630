using System.CommandLine;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>webhooks add NAME URL --kinds …</c>: tells another program of events; its secret is printed once. For setting up by script; the rest is on the page.</summary>
static class WebhooksVerb
{
    static readonly Argument<string> name = new("NAME") { Description = "Which program." };
    static readonly Argument<string> url = new("URL") { Description = "Where to: https, outside our own network." };
    static readonly Option<string[]> kinds = new("--kinds") { Description = "Beginnings of kinds of events.", AllowMultipleArgumentsPerToken = true };

    public static Verb Verb { get; } = new("webhooks", "Programs that are told of events.", VerbKind.Writes, _ => Task.FromResult(0))
    {
        Parts = [new("add", "Make a webhook; its secret is printed once.", VerbKind.Writes, Add, name, url, kinds)],
    };

    static async Task<int> Add(VerbRun run)
    {
        Refuse.If(!run.IsInside, "Start the portal on this folder first: the secret is closed with the keys of the host.");
        var secret = Webhook.NewSecret();
        var command = new AddWebhook(run.Asked.GetValue(name)!, run.Asked.GetValue(url)!, string.Join(' ', run.Asked.GetValue(kinds) ?? []), run.Get<SecretBox>().Close(secret));
        var outcome = await run.Commands.Send(command, Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
        run.Print(new { name = command.Name, secret }, secret, "Keep it now; it is not shown again.");
        return 0;
    }
}
