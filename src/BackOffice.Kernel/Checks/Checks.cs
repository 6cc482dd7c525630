using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>What the last run of each check found, the broken first. Sorted as they are run: the list is as long as there are checks.</summary>
[Needs(May.SeeChecks)]
public sealed record Checks : View<Checks.Value>
{
    public sealed record Value(DateTime? AskedAt, DateTime? CheckedAt, Many<One> All)
    {
        public int BrokenCount => All.Count(c => c.BrokenAt is not null);
    }

    public sealed record One(string Name, DateTime CheckedAt, long Count, int Milliseconds, int ViolationCount, Many<Violation> Violations, DateTime? BrokenAt);

    public override async Task<Value> Read(Reader reader)
    {
        var rows = await reader.All<CheckRow>().OrderBy(r => r.BrokenAt == null).ThenBy(r => r.Name).ToListAsync();
        var waits = await reader.All<ErrandRow>().Where(e => e.Subject == "checks" && e.State != ErrandState.Done).OrderBy(e => e.Id).Select(e => (DateTime?)e.CreatedAt).FirstOrDefaultAsync();
        return new(waits, rows.Count == 0 ? null : rows.Max(r => r.CheckedAt),
            rows.Select(r => new One(r.Name, r.CheckedAt, r.Count, r.Milliseconds, r.ViolationCount, Json.Read<Many<Violation>>(r.Violations), r.BrokenAt)).ToMany());
    }
}

/// <summary>How many checks do not hold: red in the navigation of those who can do something about it.</summary>
[Needs(May.SeeChecks)]
public sealed record BrokenChecks : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) => new(await reader.All<CheckRow>().CountAsync(r => r.BrokenAt != null), IsBad: true);
}

/// <summary>The same as work: someone has to find out.</summary>
[Needs(May.SeeChecks)]
public sealed record BrokenChecksWork : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var broken = await reader.All<CheckRow>().Where(r => r.BrokenAt != null).OrderBy(r => r.BrokenAt).Select(r => new { r.Name, r.BrokenAt, r.ViolationCount }).Take(20).ToListAsync();
        return broken.Select(r => new WorkItem($"check-{r.Name}", r.BrokenAt, "shield", "A check does not hold", $"{r.ViolationCount} violations", "/admin/checks", "Look", IsBad: true)).ToMany();
    }
}
