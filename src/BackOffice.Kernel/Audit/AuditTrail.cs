using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// What the auditor reads: the log, newest first, by who, when, kind, record, origin, and what one command brought about.
/// <paramref name="Kind"/> is the beginning of a kind ("portal.", "accounting.invoice-issued"); <paramref name="Record"/> is
/// "Order:1001"; <paramref name="From"/> and <paramref name="To"/> are instants, the second not included.
/// </summary>
[Needs(May.SeeAudit)]
public sealed record AuditTrail(PersonId? Who = null, DateTime? From = null, DateTime? To = null, string? Kind = null, string? Record = null, string? Origin = null, string? Command = null, long? After = null)
    : ListView<AuditTrail.Row>
{
    public sealed record Row(long Id, DateTime At, PersonId Actor, string Who, bool IsHouse, string Kind, string Content, string Command, string CommandId, string? Origin, bool HasChanges)
    {
        public Words Says => EventKinds.Read(Kind, Content)?.Says() ?? Texts.InWords(Command);
    }

    public override int Limit => 50;

    public override IQueryable<Row> Read(Reader reader)
    {
        // Every commit says that it touched the subjects: asking them for nothing (no kind is empty) is what wakes this list.
        var subjects = reader.All<LogSubject>();
        return Rows(reader, After).Where(_ => !subjects.Any(s => s.Kind == ""));
    }

    /// <summary>The same rows without the bound of a page, for an export.</summary>
    public IQueryable<Row> Rows(Reader reader, long? after = null)
    {
        var entries = reader.All<LogEntry>();
        if (Who is { } who) entries = entries.Where(e => e.Actor == who);
        if (From is { } from) entries = entries.Where(e => e.At >= from);
        if (To is { } to) entries = entries.Where(e => e.At < to);
        if (Kind is { Length: > 0 } kind) entries = entries.Where(e => e.Kind.StartsWith(kind));
        if (Origin is { Length: > 0 } origin) entries = entries.Where(e => e.Origin!.StartsWith(origin));
        if (Command is { Length: > 0 } command) entries = entries.Where(e => e.CommandId == command);
        if (after is { } last) entries = entries.Where(e => e.Position < last);
        if (Record is { Length: > 0 } record)
        {
            var (subject, id) = record.Split(':') is [var named, var number] && long.TryParse(number, out var value) ? (named, value) : (record, 0);
            entries = reader.All<LogSubject>().Where(s => s.Kind == subject && s.Id == id).Join(entries, s => s.Position, e => e.Position, (_, entry) => entry);
        }
        return from entry in entries
               join person in reader.All<Person>() on entry.Actor equals person.Id
               orderby entry.Position descending
               select new Row(entry.Position, entry.At, entry.Actor, person.Name, person.IsHouse, entry.Kind, entry.Content, entry.Command, entry.CommandId, entry.Origin, entry.Changes != null);
    }
}

/// <summary>One row of the log with all it holds, what else its command brought about, and the link that seals it.</summary>
[Needs(May.SeeAudit)]
public sealed record AuditEntry(long Position) : View<AuditEntry.Value?>
{
    public sealed record Value(AuditTrail.Row Row, Many<string> Records, Many<Change> Changes, Many<AuditTrail.Row> Beside, long? SealedTo, string? Seal);

    public override async Task<Value?> Read(Reader reader)
    {
        if (await new AuditTrail(After: Position + 1).Rows(reader, Position + 1).FirstOrDefaultAsync() is not { } row || row.Id != Position) return null;
        var beside = await new AuditTrail(Command: row.CommandId).Rows(reader).Take(100).ToListAsync();
        var first = beside.Min(b => b.Id);
        var changes = await reader.All<LogEntry>().Where(e => e.Position == first).Select(e => e.Changes).FirstOrDefaultAsync();
        // From the event itself: the subjects lie by record, not by position.
        var records = EventKinds.Read(row.Kind, row.Content) is { } fact ? EventKinds.SubjectsOf(fact).Take(100).Select(id => $"{Ids.KindOf(id)}:{id.Value}") : [];
        var link = await reader.All<LogLink>().Where(l => l.Last >= Position).OrderBy(l => l.Last).FirstOrDefaultAsync();
        return new(row, records.ToMany(), changes is null ? [] : Json.Read<Change[]>(changes).ToMany(), beside.ToMany(), link?.Last, link?.Hash);
    }
}

/// <summary>Everyone who can stand in the log: staff, the house and keys, by name.</summary>
[Needs(May.SeeAudit)]
public sealed record Actors : ListView<Actors.Row>
{
    public sealed record Row(PersonId Id, string Name, bool IsHouse);

    public override IQueryable<Row> Read(Reader reader) => reader.All<Person>().OrderBy(p => p.IsHouse).ThenBy(p => p.Name).ThenBy(p => p.Id).Select(p => new Row(p.Id, p.Name, p.IsHouse));
}
