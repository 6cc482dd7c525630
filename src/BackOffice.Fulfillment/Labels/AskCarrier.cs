using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Errand("fulfillment.ask-carrier")]
public sealed record AskCarrier(ShipmentId Shipment) : Errand
{
    public override string Subject => $"shipment:{Shipment.Value}";

    public override async Task<ICommand?> Run(World world)
    {
        Shipment? shipment;
        using (var reading = await world.Open())
            shipment = await reading.Reader.Shipments.FirstOrDefaultAsync(s => s.Id == Shipment);
        if (shipment is not { Label: LabelState.Requested, State: ShipmentState.Packed }) return null;
        try
        {
            var label = await world.Get<ICarrier>().Buy(new(shipment.Id, shipment.ShipTo, shipment.Country, shipment.WeightGrams), world.Id);
            return new RecordLabel(Shipment, label.Carrier, label.Service, label.Tracking);
        }
        catch (CarrierRefused refused)
        {
            return new RecordLabelFailure(Shipment, refused.Message);
        }
    }
}
