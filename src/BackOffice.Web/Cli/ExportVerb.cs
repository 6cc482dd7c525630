using System.CommandLine;
using BackOffice.Accounting;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>export journal --format hledger|beancount|csv [FILE]</c>: every posted entry, for other programs to check.</summary>
static class ExportVerb
{
    static readonly Option<string> format = new("--format") { Description = "hledger, beancount or csv.", DefaultValueFactory = _ => "hledger" };
    static readonly Argument<string?> target = new("FILE") { Description = "Where to; standard output unless given.", Arity = ArgumentArity.ZeroOrOne };

    public static Verb Verb { get; } = new("export", "Give out data for other programs.", VerbKind.Reads, _ => Task.FromResult(0))
    {
        Parts = [new("journal", "The journal.", VerbKind.Reads, Journal, MadeOnly(), target)],
    };

    static Option<string> MadeOnly()
    {
        format.AcceptOnlyFromAmong("hledger", "beancount", "csv");
        return format;
    }

    static async Task<int> Journal(VerbRun run)
    {
        var path = run.Asked.GetValue(target) is { } file ? run.PathOf(file) : null;
        await using var writer = path is null ? null : new StreamWriter(path);
        var noted = await run.Commands.Send(new NoteExport("journal", run.Asked.GetValue(format)!), Actor.House(HouseActor.Operator));
        if (noted.Refusal is { } refusal) throw new RefusedException(refusal);
        using var reading = await run.Get<Database>().Read();
        var entries = await JournalExport.Write(reading.Reader, Enum.Parse<JournalFormat>(run.Asked.GetValue(format)!, ignoreCase: true), writer ?? run.Output);
        if (path is not null) run.Print(new { entries, file = path }, $"{entries} entries in {path}.");
        return 0;
    }
}
