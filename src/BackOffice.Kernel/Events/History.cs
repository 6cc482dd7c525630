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
            // A line that is also about a record beyond this reach is none of theirs, nor is one that this version cannot read.
            var others = rows.ToDictionary(r => r.Position, r => EventKinds.Read(r.Kind, r.Content) is { } fact ? EventKinds.SubjectsOf(fact).ToList() : null);
            var hidden = await RowRules.Hidden(reader.Db, others.Values.OfType<List<IId>>().SelectMany(ids => ids));
            rows.RemoveAll(r => others[r.Position] is not { } ids || ids.Any(hidden.Contains));
        }
        return rows.Select(r => new Line(r.Position, r.At, r.Actor, r.Name, r.IsHouse,
            EventKinds.Read(r.Kind, r.Content)?.Says() ?? Texts.InWords(r.Command), r.Command,
            r.Changes is null ? Many<Change>.None : Json.Read<Change[]>(r.Changes).ToMany())).ToMany();
    }
}
