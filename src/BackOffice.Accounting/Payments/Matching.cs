namespace BackOffice.Accounting;

/// <summary>
/// What a payer named and what is open on it: an issued invoice, or an order (its open invoices, and what of it is
/// neither invoiced nor paid in advance).
/// </summary>
public sealed record Claim(string Reference, CustomerId Customer, OrderId Order, InvoiceId? Invoice, long InvoicedOpen, long WholeOpen);

/// <summary>Whether a payment may be applied by itself, to what, and the evidence in words.</summary>
public sealed record Match(bool IsCertain, Many<Claim> Claims, Words Evidence)
{
    public static Match None(Words why) => new(false, [], why);
}

/// <summary>
/// The only rules that apply a payment by themselves: an exact reference and the exact open amount, for one document or
/// for several that add up. Reference beats amount; amount alone never posts; whatever is not certain goes to suspense
/// with what was found as a proposal, for no match is better than a wrong one.
/// </summary>
public static class Matching
{
    /// <param name="minor">What came in, in the currency of the claims.</param>
    /// <param name="claims">What the references name, in that currency; an order is left out where its invoice is named.</param>
    public static Match Decide(long minor, IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0)
            return Match.None("No reference of ours in the text.");
        var named = string.Join(", ", claims.Select(c => c.Reference));
        if (claims.Select(c => c.Customer).Distinct().Count() > 1)
            return new(false, claims.ToMany(), $"{named} belong to different customers.");

        var invoiced = claims.Sum(c => c.InvoicedOpen);
        var whole = claims.Sum(c => c.WholeOpen);
        if (minor == invoiced || minor == whole)
            return new(true, claims.ToMany(), claims.Count == 1 ? (Words)$"{named} and its exact amount" : $"{named} add up exactly");
        if (whole == 0)
            return new(false, claims.ToMany(), $"{named} is already paid.");
        return new(false, claims.ToMany(), minor < whole ? (Words)$"{named}, but less than is open" : $"{named}, but more than is open");
    }
}
