namespace BackOffice.Fulfillment;

/// <summary>
/// The embedded carrier: it numbers parcels itself (in the form of UPU S10), so that a company can ship today, with its own van
/// or by handing the parcels over with a list. The same parcel always gets the same number.
/// </summary>
public sealed class HouseCarrier : ICarrier
{
    public const int HeaviestGrams = 30_000;

    public string Name => "House carrier";

    public Task<BoughtLabel> Buy(LabelWanted wanted, string idempotencyKey)
    {
        if (string.IsNullOrWhiteSpace(wanted.ShipTo)) throw new CarrierRefused("The parcel has no address.");
        if (wanted.WeightGrams > HeaviestGrams) throw new CarrierRefused($"{wanted.WeightGrams / 1000.0:0.0} kg is too heavy; the most is {HeaviestGrams / 1000} kg. Pack two parcels.");
        return Task.FromResult(new BoughtLabel(Name, wanted.Country is "United Kingdom" ? "Next day" : "International", TrackingOf(wanted.Shipment.Value)));
    }

    /// <summary>
    /// Two letters, eight digits, a check digit, two letters (UPU S10): the digits are weighted 8 6 4 2 3 5 9 7, summed,
    /// and 11 − (sum mod 11) is the check digit, where 10 is written 0 and 11 is written 5.
    /// </summary>
    internal static string TrackingOf(long parcel)
    {
        var digits = (parcel % 100_000_000).ToString("D8");
        int[] weights = [8, 6, 4, 2, 3, 5, 9, 7];
        var sum = digits.Select((digit, at) => (digit - '0') * weights[at]).Sum();
        var check = (11 - (sum % 11)) switch { 10 => 0, 11 => 5, var other => other };
        return $"BO{digits}{check}GB";
    }
}
