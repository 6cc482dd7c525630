using System.Globalization;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>What the address of the audit says: days are the company's, the last one included.</summary>
public sealed record AuditFilter(long? Who, string? From, string? To, string? Kind, string? Record, string? Origin, string? Command)
{
    public AuditTrail Trail(CompanyInfo company, long? after = null) => new(Who is { } who ? new PersonId(who) : null, Begin(company, From, 0), Begin(company, To, 1), Blank(Kind), Blank(Record), Blank(Origin), Blank(Command), after);

    /// <summary>The filters in words, for the log of exports.</summary>
    public string InWords => string.Join(", ", new[] { ("who", Who?.ToString(CultureInfo.InvariantCulture)), ("from", From), ("to", To), ("kind", Kind), ("record", Record), ("origin", Origin), ("command", Command) }
        .Where(f => !string.IsNullOrWhiteSpace(f.Item2)).Select(f => $"{f.Item1} {f.Item2}"));

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static DateTime? Begin(CompanyInfo company, string? day, int more) => DateOnly.TryParseExact(day, "yyyy-MM-dd", out var on)
        ? company.BeginOf(on.AddDays(more)) : null;
}
