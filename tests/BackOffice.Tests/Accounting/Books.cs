using System.Globalization;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Accounting;

/// <summary>Shipments, invoices and payments as earlier use cases would have made them, and the ledger as one reads it.</summary>
static class Books
{
    /// <summary>An order of these goods (2.50 each, taxed at the channel's rate), dispatched: its invoice waits to be issued.</summary>
    public static async Task<(OrderId Order, Invoice Invoice)> Shipped(this Company company, params (string Code, int Count)[] lines)
    {
        var (order, shipment) = await company.Packed(lines);
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        return (order, (await company.All<Invoice>()).Single(i => i.Shipment == shipment));
    }

    public static async Task<(OrderId Order, Invoice Invoice)> Issued(this Company company, params (string Code, int Count)[] lines)
    {
        var (order, invoice) = await company.Shipped(lines);
        await company.Bea.Does(new IssueInvoice(invoice.Id));
        return (order, await company.InvoiceOf(invoice.Id));
    }

    public static async Task<Invoice> InvoiceOf(this Company company, InvoiceId id) => (await company.All<Invoice>()).Single(i => i.Id == id);

    public static async Task<Payment> PaymentOf(this Company company, PaymentId id) => (await company.All<Payment>()).Single(p => p.Id == id);

    public static Task<RecordedPayment> Pays(this Company company, long minor, string reference, string? externalId = null) =>
        company.Max.Does(new RecordPayment(minor, "GBP", new(2026, 11, 24), "HARBOUR LANE LTD", reference, externalId));

    /// <summary>What stands on an account, debit positive, from the lines themselves.</summary>
    public static Task<long> On(this Company company, AccountRole role) => company.On(ChartOfAccounts.Of(role));

    public static Task<long> On(this Company company, AccountId account) =>
        company.Db(r => r.JournalLines.Where(l => l.Account == account).SumAsync(l => l.AmountMinor));

    public static async Task<StatementFileResult> Imports(this Company company, string name, string xml, bool newAccounts = true)
    {
        var door = new StatementFiles(company.Commands, company.Services.GetRequiredService<Files>());
        return await door.Import(name, new MemoryStream(Encoding.UTF8.GetBytes(xml)), await company.Priya.Actor(), newAccounts);
    }

    /// <summary>A statement in CAMT.053 version 8 with these entries (amount, text), which adds up.</summary>
    public static string Statement(string id, decimal opening, params (decimal Amount, string Text)[] entries)
    {
        static string Amount(decimal amount) => Math.Abs(amount).ToString("0.00", CultureInfo.InvariantCulture);
        static string Sign(decimal amount) => amount < 0 ? "DBIT" : "CRDT";
        static string Balance(string code, decimal amount) =>
            $"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{Amount(amount)}</Amt><CdtDbtInd>{Sign(amount)}</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>""";
        var lines = entries.Select(e => $"""
            <Ntry><Amt Ccy="GBP">{Amount(e.Amount)}</Amt><CdtDbtInd>{Sign(e.Amount)}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-24</Dt></BookgDt>
              <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>HARBOUR LANE LTD</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>{e.Text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """);
        return $"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-{id}</MsgId></GrpHdr>
            <Stmt><Id>{id}</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id><Ccy>GBP</Ccy></Acct>
            {Balance("OPBD", opening)}{Balance("CLBD", opening + entries.Sum(e => e.Amount))}
            {string.Concat(lines)}</Stmt></BkToCstmrStmt></Document>
            """;
    }
}
