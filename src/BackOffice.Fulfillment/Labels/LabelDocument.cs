namespace BackOffice.Fulfillment;

/// <summary>The label of a parcel: 100 × 150 mm, with the tracking number as Code 128 and the parcel's own number as QR for our scan box.</summary>
public static class LabelDocument
{
    public static byte[] Of(Shipment shipment, Location from, Texts texts)
    {
        using var page = new PrintedDocument(shipment.Number, shipment.PackedAt);
        page.NewPage(100, 150);
        page.Box(3, 3, 94, 144);

        page.Text(7, 11, shipment.Carrier ?? "", 13, bold: true);
        page.Right(93, 11, shipment.Service ?? "", 11, bold: true);
        page.Line(3, 15, 97, 15, 0.4);

        page.Text(7, 20, texts["From"], 6);
        page.Paragraph(7, 24, $"{from.Name}\n{from.Address}".TrimEnd(), 60, 7);
        page.Line(3, 42, 97, 42, 0.2);

        page.Text(7, 48, texts["To"], 7);
        page.Paragraph(7, 56, $"{shipment.ShipTo}\n{shipment.Country}", 84, 13, bold: true);
        page.Line(3, 92, 97, 92, 0.4);

        page.Code128(5, 95, 90, 24, shipment.Tracking ?? shipment.Number);
        page.Text(7, 124, shipment.Tracking ?? shipment.Number, 12, bold: true);
        page.Line(3, 127, 97, 127, 0.2);

        page.Qr(76, 127.5, 19, shipment.Number);
        page.Text(7, 133, $"{shipment.Number} · {Order.NumberOf(shipment.Order)}", 9, bold: true);
        page.Text(7, 138, $"{shipment.WeightGrams / 1000.0:0.00} kg · {texts.Many(shipment.UnitCount, $"{shipment.UnitCount} unit", $"{shipment.UnitCount} units")}", 8);
        return page.Bytes();
    }
}
