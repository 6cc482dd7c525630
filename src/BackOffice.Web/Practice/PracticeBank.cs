using System.Globalization;
using System.Security;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>
/// The practice company's bank: writes a statement (CAMT.053) over what customers pay today, and hands it in at the door for
/// statements. Most name the invoice and its exact amount; some forget the reference, pay a part, or too much.
/// </summary>
sealed class PracticeBank(Database database, StatementFiles statements, PracticeStaff staff, TimeProvider clock)
{
    const string Account = "GB33BUKB20201555555555";

    sealed record Paid(long Minor, string Reference, string Payer);

    /// <summary>How many payments the statement brought.</summary>
    public async Task<int> Send(Random chance, int most)
    {
        var (paid, opening) = await Today(chance, most);
        if (paid.Count == 0 || await staff.Of("Priya") is not { } priya) return 0;
        var now = clock.GetUtcNow();
        var xml = Statement($"PRACTICE-{now:yyyyMMddHHmmssfff}", database.Company.DayOf(now.UtcDateTime), opening, paid);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        var result = await statements.Import($"practice-{now:yyyyMMdd-HHmmss}.xml", content, priya, newAccounts: true);
        return result.Status is FileFate.Imported ? paid.Count : 0;
    }

    async Task<(List<Paid> Paid, long Opening)> Today(Random chance, int most)
    {
        using var reading = await database.Read();
        var reader = reading.Reader;
        var open = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued && i.OpenMinor == i.GrossMinor && i.GrossMinor > 0).OrderBy(i => i.Id).Take(most)
            .Select(i => new { i.Number, i.OpenMinor, i.CustomerName }).ToListAsync();
        var ahead = await reader.Orders.IgnoreAutoIncludes().Where(o => o.PaysInAdvance && o.OpenHoldCount > 0 && o.State == OrderState.Confirmed).OrderBy(o => o.Id).Take(most / 4)
            .Select(o => new { o.Id, o.GrossMinor, o.CustomerName }).ToListAsync();
        var balance = await reader.All<BankAccount>().Where(a => a.Number == Account).Select(a => a.BalanceMinor).FirstOrDefaultAsync();

        var paid = new List<Paid>();
        foreach (var invoice in open) paid.Add(Pay(invoice.OpenMinor, invoice.Number!, invoice.CustomerName, chance));
        foreach (var order in ahead) paid.Add(new(order.GrossMinor, Order.NumberOf(order.Id), order.CustomerName));
        return (paid, balance ?? 0);
    }

    static Paid Pay(long minor, string reference, string payer, Random chance) => chance.Next(10) switch
    {
        0 => new(minor, "thank you", payer),
        1 => new(Math.Max(1, minor / 2), reference, payer),
        2 => new(minor + 1000, reference, payer),
        _ => new(minor, reference, payer),
    };

    static string Statement(string id, DateOnly day, long opening, List<Paid> paid)
    {
        var xml = new StringBuilder($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId><CreDtTm>{day:yyyy-MM-dd}T06:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>{id}</Id><Acct><Id><IBAN>{Account}</IBAN></Id><Ccy>GBP</Ccy><Ownr><Nm>Practice Gifts Ltd</Nm></Ownr></Acct>
            {Balance("OPBD", opening, day)}{Balance("CLBD", opening + paid.Sum(p => p.Minor), day)}

            """);
        for (var i = 0; i < paid.Count; i++)
            xml.AppendLine($"""
                <Ntry><Amt Ccy="GBP">{Major(paid[i].Minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day:yyyy-MM-dd}</Dt></BookgDt><ValDt><Dt>{day:yyyy-MM-dd}</Dt></ValDt><AcctSvcrRef>{id}-{i + 1}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{SecurityElement.Escape(paid[i].Payer)}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{SecurityElement.Escape(paid[i].Reference)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                """);
        return xml.AppendLine("</Stmt></BkToCstmrStmt></Document>").ToString();
    }

    static string Balance(string code, long minor, DateOnly day) =>
        $"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{Major(Math.Abs(minor))}</Amt><CdtDbtInd>{(minor < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>{day:yyyy-MM-dd}</Dt></Dt></Bal>""";

    static string Major(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
