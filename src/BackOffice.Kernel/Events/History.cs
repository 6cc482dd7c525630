using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>What happened to one record, newest first, from the event log.</summary>
[ForEveryone("Stands on pages that have asked for the record's own permission; personal fields are not in the log.")]
public sealed record History(string Kind, long Id, int Most = 30) : View<Many<History.Line>>
{
    public sealed record Line(long Position, DateTime At, PersonId Actor, string Who, bool IsHouse, Words Says, string Command, Many<Change> Changes)
    {
        /// <summary>It is one line per position.</summary>
        public long Id => Position;
    }

    public static History Of(IId id, int most = 30) => new(Ids.KindOf(id), id.Value, most);

    public override IEnumerable<IId> About => [new SubjectId(Kind, Id)];

    public override async Task<Many<Line>> Read(Reader reader)
    {
        var rows = await (
            from subject in reader.All<LogSubject>()
            join entry in reader.All<LogEntry>() on subject.Position equals entry.Position
            join person in reader.All<Person>() on entry.Actor equals person.Id
            where subject.Kind == Kind && subject.Id == Id
            orderby subject.Position descending
            select new { entry.Position, entry.At, entry.Actor, person.Name, person.IsHouse, entry.Kind, entry.Content, entry.Command, entry.Changes }).Take(Math.Min(Most, 200)).ToListAsync();
        if (reader.Reach != Reach.Everything)
        {
            // A line that is also about a record beyond this reach is none of theirs.
            var positions = rows.ConvertAll(r => r.Position);
            var others = await reader.All<LogSubject>().Where(s => positions.Contains(s.Position)).ToListAsync();
            var hidden = await RowRules.Hidden(reader.Db, others.Select(s => new SubjectId(s.Kind, s.Id)).Cast<IId>());
            var gone = others.Where(s => hidden.Contains(new SubjectId(s.Kind, s.Id))).Select(s => s.Position).ToHashSet();
            rows.RemoveAll(r => gone.Contains(r.Position));
        }
        return rows.Select(r => new Line(r.Position, r.At, r.Actor, r.Name, r.IsHouse,
            EventKinds.Read(r.Kind, r.Content)?.Says() ?? Texts.InWords(r.Command), r.Command,
            r.Changes is null ? Many<Change>.None : Json.Read<Change[]>(r.Changes).ToMany())).ToMany();
    }
}
