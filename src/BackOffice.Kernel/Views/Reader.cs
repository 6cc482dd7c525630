using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Reads inside one read transaction: everything it gives is as of <see cref="Position"/>.</summary>
public sealed class Reader(BackOfficeDb db, CompanyInfo company, long position, DateTime at)
{
    public long Position { get; } = position;
    public Reach Reach => db.Reach;
    public CompanyInfo Company { get; } = company;

    /// <summary>The company's day. A view that asked for it is read again when the day is over, on every open screen.</summary>
    public DateOnly Today
    {
        get
        {
            var day = Company.DayOf(at);
            TurnsAt = Company.BeginOf(day.AddDays(1));
            return day;
        }
    }

    /// <summary>When what was read is no longer true by itself, since it asked for the day.</summary>
    internal DateTime? TurnsAt { get; private set; }

    internal BackOfficeDb Db => db;

    /// <summary>All rows that this reach may see; not tracked.</summary>
    public IQueryable<T> All<T>() where T : class => db.Rows<T>().AsNoTracking();

    /// <summary>Of these records those that this reach sees.</summary>
    public Task<HashSet<TId>> Seen<TId>(IEnumerable<TId> ids) where TId : struct, IId => RowRules.Seen(db, ids);

    /// <summary>Another view, in the same snapshot.</summary>
    public Task<T> Read<T>(View<T> view) => view.Read(this);
    public Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view) where TRow : class => view.Rows(this);
}
