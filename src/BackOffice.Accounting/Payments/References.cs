using System.Text.RegularExpressions;

namespace BackOffice.Accounting;

/// <summary>
/// What a payer may have meant, found in the reference fields and the text of a payment: our order numbers (O-123), our
/// invoice numbers (INV-2026-00012), and words that could be the order number of a shop or marketplace. Pure; whether
/// something of that name exists is asked of the database.
/// </summary>
public sealed partial record References(Many<long> Orders, Many<string> Invoices, Many<string> Words)
{
    /// <summary>More words than this in one text are not looked up: no payer writes so many numbers.</summary>
    public const int MostWords = 24;

    public static References In(params IEnumerable<string?> fields)
    {
        var text = string.Join(" ", fields.Where(f => f is not null)).ToUpperInvariant();
        var invoices = InvoiceNumber().Matches(text).Select(m => $"INV-{m.Groups[1].Value}-{m.Groups[2].Value}").Distinct().ToMany();
        var orders = OrderNumber().Matches(text).Select(m => long.Parse(m.Groups[1].Value)).Distinct().ToMany();
        var words = Word().Matches(text).Select(m => m.Value).Where(w => w.Any(char.IsAsciiDigit)).Distinct().Take(MostWords).ToMany();
        return new(orders, invoices, words);
    }

    [GeneratedRegex(@"(?<![A-Z0-9])INV[-\s]?(\d{4})[-\s]?(\d{5,7})(?!\d)")]
    private static partial Regex InvoiceNumber();

    [GeneratedRegex(@"(?<![A-Z0-9])O-\s?(\d{1,15})(?![0-9])")]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"[A-Z0-9][A-Z0-9/_-]{2,38}[A-Z0-9]")]
    private static partial Regex Word();
}
