using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>A wall that hangs, to be changed.</summary>
[Needs(May.HangWalls)]
public sealed record WallToChange(WallId Id) : View<WallToChange.Value?>
{
    public sealed record Value(WallId Id, int Version, string Name, string Boards, int Seconds, bool Chimes, int? LitFromMinute, int? LitUntilMinute, bool IsDarkAtWeekends);

    public override IEnumerable<IId> About => [Id];

    public override Task<Value?> Read(Reader reader) => reader.All<Wall>().Where(w => w.Id == Id && w.RevokedAt == null)
        .Select(w => new Value(w.Id, w.Version, w.Name, w.Boards, w.Seconds, w.Chimes, w.LitFromMinute, w.LitUntilMinute, w.IsDarkAtWeekends)).FirstOrDefaultAsync();
}

/// <summary>The walls that hang, or those that were revoked, by name.</summary>
[Needs(May.HangWalls)]
public sealed record WallList(bool Revoked = false) : ListView<WallList.Row>
{
    public sealed record Row(WallId Id, int Version, string Name, string Boards, int Seconds, bool Chimes, DateTime PairedAt, string? From, string? Screen, DateTime? LastSeenAt, DateTime? RevokesAt, DateTime? RevokedAt, int? LitFromMinute, int? LitUntilMinute, bool IsDarkAtWeekends, string Supervisor, bool IsOrphan);

    public override int Limit => MostRows;

    public override IQueryable<Row> Read(Reader reader) =>
        from wall in reader.All<Wall>()
        join person in reader.All<Person>() on wall.Supervisor equals person.Id
        where wall.RevokedAt != null == Revoked
        orderby wall.Name, wall.Id
        select new Row(wall.Id, wall.Version, wall.Name, wall.Boards, wall.Seconds, wall.Chimes, wall.PairedAt, wall.From, wall.Screen, wall.LastSeenAt, wall.RevokesAt, wall.RevokedAt, wall.LitFromMinute, wall.LitUntilMinute, wall.IsDarkAtWeekends, person.Name, !person.IsActive);

    /// <summary>That walls were seen stands in no log: while somebody looks at the list, it looks again.</summary>
    public override DateTime? WakesAt(IReadOnlyList<Row> rows) =>
        Revoked || rows.Count == 0 ? null : rows.Any(row => row.LastSeenAt is null) ? rows.Max(row => row.PairedAt) : rows.Max(row => row.LastSeenAt!.Value).AddMinutes(1);
}
