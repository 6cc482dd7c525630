namespace BackOffice.Fulfillment;

/// <summary>
/// A carrier that sells labels. Buying is asked with an idempotency key: the same key again answers the same label and costs
/// nothing. A carrier that says no (an address it does not know) throws <see cref="CarrierRefused"/> with its own words.
/// </summary>
public interface ICarrier
{
    string Name { get; }

    Task<BoughtLabel> Buy(LabelWanted wanted, string idempotencyKey);
}

public sealed record LabelWanted(ShipmentId Shipment, string ShipTo, string Country, int WeightGrams);

public sealed record BoughtLabel(string Carrier, string Service, string Tracking);

public sealed class CarrierRefused(string why) : Exception(why);
