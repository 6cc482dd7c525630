using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

sealed class SubjectsAreIndexed : Invariant
{
    public override Words Name => "Histories belong to facts";
    public override Words Says => "Each line in the history of a record is an entry of the log.";

    public override async Task<Checked> Check(Reader reader)
    {
        var log = reader.All<LogEntry>();
        var subjects = reader.All<LogSubject>();
        var lost = await subjects.Where(s => !log.Any(e => e.Position == s.Position && e.Kind != "")).OrderBy(s => s.Position).Select(s => s.Position).Take(MostNamed).ToListAsync();
        return new(await subjects.LongCountAsync(), [.. lost.Select(p => new Violation($"A history names entry {p}, which is no fact.", $"/audit/{p}"))]);
    }
}
