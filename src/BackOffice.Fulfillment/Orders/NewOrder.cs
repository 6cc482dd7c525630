using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BackOffice.Fulfillment;

/// <summary>An order as it comes in, by whichever door. Its content decides whether a repeat is the same order.</summary>
public sealed record NewOrder(
    string Channel,
    string? ExternalId,
    Buyer Buyer,
    [property: Personal] string ShipTo,
    string Country,
    string Currency,
    Many<NewOrderLine> Lines,
    DateTime? PlacedAt = null,
    TaxSide TaxSide = TaxSide.Exclusive,
    int Priority = 0,
    DateOnly? RequestedOn = null,
    ImportId? Import = null)
{
    public const int MostLines = 2_000;

    public string ContentHash() => Hash(JsonSerializer.Serialize(new
    {
        Channel,
        ExternalId,
        Customer = Buyer.Customer?.Value,
        BuyerId = Buyer.ExternalId,
        Buyer.Name,
        Buyer.Email,
        ShipTo,
        Country,
        Currency,
        PlacedAt,
        TaxSide,
        RequestedOn,
        Lines = Lines.Select(line => new { line.Code, line.Description, line.Quantity, line.UnitPriceMicros }),
    }));

    internal string GoodsHash() => Hash(string.Join('\n', Lines.GroupBy(line => Item.Codify(line.Code)).OrderBy(goods => goods.Key, StringComparer.Ordinal)
        .Select(goods => $"{goods.Key}×{goods.Sum(line => line.Quantity)}")));

    static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>Who buys: a customer we know, or one whom the channel knows by its own id; neither means the channel's walk-in customer.</summary>
public sealed record Buyer(CustomerId? Customer = null, string? ExternalId = null, [property: Personal] string? Name = null, [property: Personal] string? Email = null);

/// <summary>The item's code as the channel writes it, whole units, and the price of one in millionths of the major unit.</summary>
public sealed record NewOrderLine(string Code, string Description, int Quantity, long UnitPriceMicros);
