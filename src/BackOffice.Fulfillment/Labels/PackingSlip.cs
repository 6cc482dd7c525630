namespace BackOffice.Fulfillment;

/// <summary>What is in a parcel, for whoever opens it.</summary>
public static class PackingSlip
{
    public static byte[] Of(Shipment shipment, Location from, Texts texts)
    {
        using var page = new PrintedDocument(shipment.Number, shipment.PackedAt);
        var y = Head(page, shipment, from, texts);
        foreach (var line in shipment.Lines.OrderBy(line => line.Id.Value))
        {
            if (y > 275) y = Head(page, shipment, from, texts);
            page.Text(20, y, line.Code, 9);
            page.Text(50, y, line.Description, 9, within: 115);
            page.Right(190, y, line.Quantity.ToString(texts.Culture), 9);
            y += 6;
        }
        page.Line(20, y - 3, 190, y - 3);
        page.Text(50, y + 2, texts["Together"], 9, bold: true);
        page.Right(190, y + 2, shipment.UnitCount.ToString(texts.Culture), 9, bold: true);
        return page.Bytes();
    }

    static double Head(PrintedDocument page, Shipment shipment, Location from, Texts texts)
    {
        page.NewPage();
        page.Text(20, 24, texts["Packing slip"], 18, bold: true);
        page.Text(20, 31, $"{Order.NumberOf(shipment.Order)} · {shipment.Number} · {from.Name}", 9);
        page.Code128(125, 16, 65, 14, shipment.Number);
        page.Paragraph(20, 42, $"{shipment.ShipTo}\n{shipment.Country}", 90, 10);
        page.Text(20, 82, texts["Item"], 8, bold: true);
        page.Text(50, 82, texts["Description"], 8, bold: true);
        page.Right(190, 82, texts["Quantity"], 8, bold: true);
        page.Line(20, 84, 190, 84);
        return 90;
    }
}
