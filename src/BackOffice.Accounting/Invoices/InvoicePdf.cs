using System.Globalization;

namespace BackOffice.Accounting;

/// <summary>
/// The printed invoice, from the stored figures; nothing is reckoned. A4: who, to whom, the facts, the lines over as many
/// pages as they need, the tax table and what is due.
/// </summary>
public static class InvoicePdf
{
    private const double Left = 20;
    private const double End = 190;
    private const double Foot = 272;

    public static byte[] Print(InvoiceDetail.Value invoice, CompanyInfo company, Texts texts, DateTime at)
    {
        using var paper = new PrintedDocument($"{texts["Invoice"]} {invoice.Name}", at);
        paper.NewPage();
        var y = Head(paper, invoice, company, texts);
        y = Columns(paper, texts, invoice.Currency, y);
        foreach (var line in invoice.Lines)
        {
            if (y > Foot - 12)
                y = NextPage(paper, invoice, texts);
            y = Line(paper, invoice, texts, line, y);
        }
        if (y > Foot - 22 - 6 * invoice.Taxes.Count)
            y = NextPage(paper, invoice, texts);
        Totals(paper, invoice, texts, y);
        return paper.Bytes();
    }

    private static double Head(PrintedDocument paper, InvoiceDetail.Value invoice, CompanyInfo company, Texts t)
    {
        paper.Text(Left, 24, company.Name, 13, bold: true, within: 100);
        paper.Right(End, 24, invoice.State == InvoiceState.Issued ? t["Invoice"] : t["Draft invoice"], 18, bold: true);
        paper.Line(Left, 29, End, 29);

        paper.Text(Left, 40, t["Billed to"], 8);
        var below = paper.Paragraph(Left, 46, string.Join('\n', Invoice.AddressOf(invoice.CustomerName, invoice.BillTo, invoice.Country)), 85, 10);

        var y = 40.0;
        Fact(t["Number"], invoice.Name);
        Fact(t["Date"], Day(invoice.IssuedOn, t));
        Fact(t["Due"], Day(invoice.DueOn, t));
        Fact(t["Order"], Fulfillment.Order.NumberOf(invoice.Order));
        if (invoice.OrderExternalId is { } external)
            Fact(t["Your reference"], external);
        Fact(t["Shipped"], Day(company.DayOf(invoice.ShippedAt), t));
        return Math.Max(below, y) + 12;

        void Fact(string label, string text)
        {
            paper.Text(125, y, label, 9);
            paper.Right(End, y, text, 9, bold: true);
            y += 5.5;
        }
    }

    private static double Columns(PrintedDocument paper, Texts t, string currency, double y)
    {
        paper.Text(Left, y, t["Item"], 8, bold: true);
        paper.Text(45, y, t["Description"], 8, bold: true);
        paper.Right(128, y, t["Quantity"], 8, bold: true);
        paper.Right(150, y, t["Unit price"], 8, bold: true);
        paper.Right(165, y, t["Tax"], 8, bold: true);
        paper.Right(End, y, $"{t["Net"]} {currency}", 8, bold: true);
        paper.Line(Left, y + 2, End, y + 2);
        return y + 7.5;
    }

    private static double Line(PrintedDocument paper, InvoiceDetail.Value invoice, Texts t, InvoiceDetail.Line line, double y)
    {
        paper.Text(Left, y, line.Code, 9, within: 24);
        paper.Text(45, y, line.Description, 9, within: 68);
        paper.Right(128, y, line.Count.ToString("N0", t.Culture), 9);
        paper.Right(150, y, Price(line.UnitPriceMicros, invoice.Currency, t.Culture), 9);
        paper.Right(165, y, line.Tax, 9);
        paper.Right(End, y, invoice.Money(line.NetMinor).FormatBare(t.Culture), 9);
        return y + 6;
    }

    private static void Totals(PrintedDocument paper, InvoiceDetail.Value invoice, Texts t, double y)
    {
        paper.Line(Left, y - 3, End, y - 3);
        Row(t["Net"], invoice.NetMinor);
        foreach (var tax in invoice.Taxes)
            Row(t[$"Tax {tax.Label} % on {invoice.Money(tax.NetMinor).FormatBare(t.Culture)}"], tax.TaxMinor);
        paper.Line(110, y - 3, End, y - 3);
        Row(t["Total"], invoice.GrossMinor, bold: true);
        if (invoice.State == InvoiceState.Issued && invoice.OpenMinor != invoice.GrossMinor)
        {
            Row(t["Paid"], invoice.OpenMinor - invoice.GrossMinor);
            Row(t["To pay"], invoice.OpenMinor, bold: true);
        }
        paper.Paragraph(Left, y + 8, t[$"Please give {invoice.Name} as the reference of your payment."], 150, 9);

        void Row(string label, long minor, bool bold = false)
        {
            y += 3;
            paper.Text(112, y, label, bold ? 11 : 9, bold);
            paper.Right(End, y, bold ? invoice.Money(minor).Format(t.Culture) : invoice.Money(minor).FormatBare(t.Culture), bold ? 11 : 9, bold);
            y += 4;
        }
    }

    private static double NextPage(PrintedDocument paper, InvoiceDetail.Value invoice, Texts t)
    {
        paper.NewPage();
        paper.Text(Left, 20, $"{t["Invoice"]} {invoice.Name}", 9, bold: true);
        paper.Right(End, 20, t[$"Page {paper.PageCount}"], 9);
        return Columns(paper, t, invoice.Currency, 32);
    }

    // As many decimals as the price has, at least those of the currency.
    private static string Price(long micros, string currency, CultureInfo culture) =>
        (micros / 1_000_000m).ToString(Money.Exponent(currency) switch { 0 => "#,0.######", 3 => "#,0.000###", _ => "#,0.00####" }, culture);

    private static string Day(DateOnly? day, Texts t) => day?.ToString("d MMM yyyy", t.Culture) ?? "–";
}
