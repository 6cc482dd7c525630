namespace BackOffice.Kernel;

/// <summary>
/// Something shown: a record whose query is in its own <c>Read</c>. Equal views with equal reach are one shared
/// snapshot. Its properties are scalars, ids, enums, dates or <see cref="Many{T}"/>. It never reads the clock (but for the
/// day, see <see cref="Reader.Today"/>) and never depends on who asks.
/// </summary>
public interface IView
{
    /// <summary>The records it is about: a change of others in the same tables does not wake it. Empty: all.</summary>
    IEnumerable<IId> About { get; }
    Task<object?> ReadWhole(Reader reader);
    /// <summary>When a line in time is crossed by itself (UTC); the snapshot is read again then.</summary>
    DateTime? WakesAt(object? value);
}

/// <summary>A view of one immutable value; at most eight queries.</summary>
public abstract record View<T> : IView
{
    public abstract Task<T> Read(Reader reader);
    public virtual IEnumerable<IId> About => [];
    public virtual DateTime? WakesAt(T value) => null;

    // About a record that this reach does not see, there is nothing, whatever else the view would read (its history, its money).
    async Task<object?> IView.ReadWhole(Reader reader) => await RowRules.Sees(reader, this) ? await Read(reader) : null;
    DateTime? IView.WakesAt(object? value) => value is T read ? WakesAt(read) : null;
}

/// <summary>A view of rows: one ordered query, at most <see cref="Limit"/> rows, keyset paging by an <c>After</c> property.</summary>
public abstract record ListView<TRow> : IView where TRow : class
{
    public const int MostRows = 100;

    public abstract IQueryable<TRow> Read(Reader reader);
    public virtual IEnumerable<IId> About => [];
    public virtual int Limit => MostRows;
    public virtual DateTime? WakesAt(IReadOnlyList<TRow> rows) => null;

    async Task<object?> IView.ReadWhole(Reader reader) => await RowRules.Sees(reader, this) ? await Rows(reader) : Array.Empty<TRow>();
    DateTime? IView.WakesAt(object? value) => WakesAt((IReadOnlyList<TRow>)value!);

    public async Task<IReadOnlyList<TRow>> Rows(Reader reader) =>
        await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(Read(reader).Take(Math.Min(Limit, MostRows)));
}
