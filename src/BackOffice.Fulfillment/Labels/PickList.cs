namespace BackOffice.Fulfillment;

/// <summary>The way through the shelves for one part of an order, on paper, with the barcodes that the scan box reads.</summary>
public static class PickList
{
    public static byte[] Of(FulfillmentOrder part, Texts texts)
    {
        using var page = new PrintedDocument(part.Number, part.ReleasedAt);
        var y = Head(page, part, texts);
        foreach (var line in part.Lines.OrderBy(line => line.Bin, StringComparer.Ordinal).ThenBy(line => line.Code, StringComparer.Ordinal))
        {
            if (y > 270) y = Head(page, part, texts);
            page.Text(20, y, line.Bin, 10, bold: true);
            page.Text(45, y, line.Description, 9, within: 75);
            page.Text(45, y + 4, line.Code, 8);
            page.Code128(122, y - 4, 45, 9, line.Code);
            page.Right(190, y, line.Quantity.ToString(texts.Culture), 12, bold: true);
            y += 13;
        }
        return page.Bytes();
    }

    static double Head(PrintedDocument page, FulfillmentOrder part, Texts texts)
    {
        page.NewPage();
        page.Text(20, 24, texts["Pick list"], 18, bold: true);
        page.Text(20, 31, $"{part.Number} · {Order.NumberOf(part.Order)} · {part.CustomerName}", 9);
        page.Code128(125, 16, 65, 14, part.Number);
        page.Text(20, 44, texts["Bin"], 8, bold: true);
        page.Text(45, 44, texts["Item"], 8, bold: true);
        page.Right(190, 44, texts["Quantity"], 8, bold: true);
        page.Line(20, 46, 190, 46);
        return 54;
    }
}
