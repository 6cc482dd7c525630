using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>What one person did last, newest first; looked for among the last five thousand events only, so that it never scans the log.</summary>
[ForEveryone("Everyone is shown their own deeds.")]
public sealed record Deeds(PersonId Person, int Most = 6) : View<Many<Deeds.Line>>
{
    public sealed record Line(long Position, DateTime At, Words Says);

    public override async Task<Many<Line>> Read(Reader reader)
    {
        var from = reader.Position - 5000;
        var rows = await reader.All<LogEntry>().Where(e => e.Position > from && e.Actor == Person && !e.Kind.StartsWith("portal.sign"))
            .OrderByDescending(e => e.Position).Select(e => new { e.Position, e.At, e.Kind, e.Content, e.Command }).Take(Math.Min(Most, 50)).ToListAsync();
        return rows.Select(r => new Line(r.Position, r.At, EventKinds.Read(r.Kind, r.Content)?.Says() ?? Texts.InWords(r.Command))).ToMany();
    }
}
