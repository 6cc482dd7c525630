using System.Globalization;

namespace BackOffice.Accounting;

/// <summary>Drafts, the most urgent first: what has shipped and is not invoiced.</summary>
[Needs(May.SeeInvoices)]
public sealed record ToInvoice(string? After = null) : ListView<ToInvoice.Row>
{
    public sealed record Row(InvoiceId Id, int Version, DateTime IssueBy, OrderId Order, CustomerId Customer, string CustomerName, DateTime ShippedAt, int LineCount,
        long NetMinor, long TaxMinor, long GrossMinor, string Currency, string TaxLabel, string? Problem);

    /// <summary>The cursor behind a row.</summary>
    public static string CursorOf(Row row) => $"{row.IssueBy.Ticks}-{row.Id.Value}";

    public override IQueryable<Row> Read(Reader reader)
    {
        var drafts = reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Draft);
        if (After?.Split('-') is [var ticks, var last] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var t) && Ids.Parse<InvoiceId>(last) is { } id)
        {
            var at = new DateTime(Math.Clamp(t, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
            drafts = drafts.Where(i => i.IssueBy > at || (i.IssueBy == at && i.Id > id));
        }
        return drafts.OrderBy(i => i.IssueBy).ThenBy(i => i.Id)
            .Select(i => new Row(i.Id, i.Version, i.IssueBy, i.Order, i.Customer, i.CustomerName, i.ShippedAt, i.LineCount, i.NetMinor, i.TaxMinor, i.GrossMinor, i.Currency, i.TaxLabel, i.Problem));
    }
}

/// <summary>How many drafts wait; more than a thousand are shown as that.</summary>
[Needs(May.SeeInvoices)]
public sealed record ToInvoiceCount : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) =>
        new(await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Draft).OrderBy(i => i.IssueBy).Take(1_000).CountAsync());
}

/// <summary>One item of "my work" for all drafts together, due when the first one is.</summary>
[Needs(May.IssueInvoices)]
public sealed record ToInvoiceWork : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var drafts = reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Draft).OrderBy(i => i.IssueBy);
        var first = await drafts.Select(i => (DateTime?)i.IssueBy).FirstOrDefaultAsync();
        if (first is null)
            return [];
        var count = await drafts.Take(1_000).CountAsync();
        return [new("to-invoice", first, "invoice", $"{count} to invoice", "Shipped and not invoiced; the promise is two hours", "/to-invoice", "Issue")];
    }
}
