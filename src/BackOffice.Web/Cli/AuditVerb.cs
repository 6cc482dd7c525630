using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary><c>audit root</c>: the last link of the log's chain, to be kept where the database's own people cannot write.</summary>
static class AuditVerb
{
    public static Verb Verb { get; } = new("audit", "The log's chain.", VerbKind.Reads, _ => Task.FromResult(0))
    {
        Parts = [new("root", "Print the last link of the chain: position and hash.", VerbKind.Writes, Root)],
    };

    static async Task<int> Root(VerbRun run)
    {
        await run.Get<LogSequencer>().RunDue(run.Stop);
        using var reading = await run.Get<Database>().Read();
        var link = await reading.Reader.All<LogLink>().OrderByDescending(l => l.Last).FirstOrDefaultAsync();
        var (position, hash) = (link?.Last ?? 0, link?.Hash ?? LogChain.Beginning);
        run.Print(new { position, hash, at = link?.At }, $"{position} {hash}");
        return 0;
    }
}
