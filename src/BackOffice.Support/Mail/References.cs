using System.Text.RegularExpressions;

namespace BackOffice.Support;

/// <summary>What a number in a text looks like.</summary>
public enum ReferenceKind { Order, Invoice, Ticket, External }

/// <summary>A number found in a text, and where.</summary>
public sealed record Reference(ReferenceKind Kind, string Number, int At, int Length);

/// <summary>
/// Recognises our own numbers in what people write: O-48213, INV-04096, T-2291, and the shop's own six-digit order numbers. Finding one
/// proves nothing: whether it exists, and whose it is, is asked afterwards.
/// </summary>
public static partial class References
{
    /// <summary>All references in the order of their places, at most fifty.</summary>
    public static IReadOnlyList<Reference> In(string text) =>
        [.. Numbers().Matches(text).Take(50).Select(match => new Reference(KindOf(match), NumberOf(match), match.Index, match.Length))];

    static ReferenceKind KindOf(Match match) =>
        match.Groups["o"].Success ? ReferenceKind.Order
        : match.Groups["i"].Success ? ReferenceKind.Invoice
        : match.Groups["t"].Success ? ReferenceKind.Ticket
        : ReferenceKind.External;

    static string NumberOf(Match match) => match.Groups["x"].Success ? match.Groups["x"].Value : match.Value.ToUpperInvariant();

    [GeneratedRegex(
        @"(?<![\w-])(?:(?<o>O-\d{1,12})|(?<i>INV-[\d-]{1,16}\d)|(?<t>T-\d{1,12})|(?<x>C?\d{6}))(?![\w-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Numbers();
}
