namespace BackOffice.Kernel;

public enum CompanyKind { Practice, Real }

/// <summary>The legal entity of this database: one, with one base currency, one zone for its days, one kind for ever.</summary>
public sealed class CompanyInfo
{
    public int Id { get; init; } = 1;
    public required string Name { get; init; }
    public required string Currency { get; init; }
    /// <summary>IANA zone of the accounting days.</summary>
    public required string Zone { get; init; }
    public CompanyKind Kind { get; init; }

    public bool IsPractice => Kind is CompanyKind.Practice;
    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZone));
    /// <summary>The instant (UTC) at which the company's day begins; it ends when the next one does, which is not always 24 hours later.</summary>
    public DateTime BeginOf(DateOnly day) => TimeZone.InstantOf(day, TimeSpan.Zero);
}
