using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;

namespace BackOffice.Accounting;

public readonly record struct PeriodId(long Value) : IId;

public enum PeriodState { Open, Closed }

/// <summary>
/// A month of the books. Its id is year × 100 + month, so that it is found without a search and sorts by time. Whether an
/// entry may still go in is asked of this row by the database itself, in the transaction that posts (see the guards).
/// </summary>
public sealed class Period : IRoot
{
    public PeriodId Id { get; init; }
    public int Version { get; private set; }
    public PeriodState State { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public PersonId? ClosedBy { get; private set; }

    [NotMapped] public DateOnly FirstOn => FirstOf(Id);
    [NotMapped] public string Name => NameOf(Id);

    public static PeriodId Of(DateOnly day) => new(day.Year * 100 + day.Month);
    public static DateOnly FirstOf(PeriodId id) => new((int)(id.Value / 100), (int)(id.Value % 100), 1);
    public static PeriodId Next(PeriodId id) => Of(FirstOf(id).AddMonths(1));

    /// <summary>As people say it: November 2026.</summary>
    public static string NameOf(PeriodId id, CultureInfo culture) => FirstOf(id).ToString("Y", culture);

    /// <summary>2026-11, the same in every language.</summary>
    public static string NameOf(PeriodId id) => $"{id.Value / 100}-{id.Value % 100:D2}";

    internal void Close(PersonId by, DateTime at)
    {
        Refuse.If(State == PeriodState.Closed, $"{Name} is already closed.");
        (State, ClosedAt, ClosedBy) = (PeriodState.Closed, at, by);
    }

    internal void Reopen()
    {
        Refuse.If(State == PeriodState.Open, $"{Name} is open.");
        (State, ClosedAt, ClosedBy) = (PeriodState.Open, null, null);
    }
}
