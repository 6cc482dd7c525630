using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace BackOffice.Accounting;

/// <summary>
/// Reads bank statements in ISO 20022 CAMT.053, any version (names are compared without their namespace). A file is
/// taken whole or refused whole, with the line and the reason: no DTD, at most <see cref="MostBytes"/>, amounts that the
/// currency can express exactly, one currency a statement, opening + Σ booked entries = closing.
/// A batch entry is read transaction by transaction where the bank gives their amounts.
/// </summary>
public static class Camt053
{
    public const int MostBytes = 32 * 1024 * 1024;

    /// <summary>A bank's largest day has some ten thousand entries of forty elements.</summary>
    public const int MostElements = 1_000_000;

    private const int Deepest = 64;

    public static StatementFile Read(Stream stream)
    {
        var document = Load(stream);
        var message = document.Root!.Elements().FirstOrDefault();
        Refuse.If(document.Root.Name.LocalName != "Document" || message?.Name.LocalName != "BkToCstmrStmt",
            $"This is no bank statement in CAMT.053: it begins with {message?.Name.LocalName ?? document.Root.Name.LocalName}.");

        var statements = Children(message!, "Stmt").Select(Statement).ToMany();
        Refuse.If(statements.Count == 0, "The file holds no statement (no Stmt in BkToCstmrStmt).");
        return new(statements);
    }

    private static XDocument Load(Stream stream)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostBytes,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            RefuseUnlessBounded(stream, settings);
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            Refuse.Because($"Line {e.LineNumber}: this is no readable XML ({e.Message}).");
            throw;
        }
    }

    // A small file can hold millions of elements, or nest them without end: counted before any of them is kept.
    private static void RefuseUnlessBounded(Stream stream, XmlReaderSettings settings)
    {
        var from = stream.Position;
        using (var counter = XmlReader.Create(stream, settings))
            for (var elements = 0; counter.Read();)
                Refuse.If(counter.Depth > Deepest || (counter.NodeType is XmlNodeType.Element && ++elements > MostElements), "This file is nested deeper, or holds more elements, than any bank's statement; nothing of it was read.");
        stream.Position = from;
    }

    private static ReadStatement Statement(XElement statement)
    {
        var id = Text(statement, "Id") ?? "";
        Refuse.If(id.Length is 0 or > 70, $"Line {Line(statement)}: the statement has no usable Id.");
        var account = Text(statement, "Acct", "Id", "IBAN") ?? Text(statement, "Acct", "Id", "Othr", "Id") ?? "";
        account = account.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        Refuse.If(account.Length is 0 or > 50, $"Line {Line(statement)}: statement {id} names no account.");

        var opening = Balance(statement, id, "OPBD", "PRCD");
        var closing = Balance(statement, id, "CLBD");
        var currency = Text(statement, "Acct", "Ccy") ?? opening.Currency;
        Refuse.If(opening.Currency != currency, $"Line {opening.Line}: the opening balance is in {opening.Currency}, the account in {currency}.");
        Refuse.If(closing.Currency != currency, $"Line {closing.Line}: the closing balance is in {closing.Currency}, the account in {currency}.");

        var entries = Children(statement, "Ntry").Where(IsBooked).SelectMany(entry => Entries(entry, currency)).ToMany();
        var sum = opening.Minor + entries.Sum(e => e.AmountMinor);
        Refuse.If(sum != closing.Minor,
            $"Line {closing.Line}: statement {id} does not add up: {new Money(opening.Minor, currency)} and its entries make {new Money(sum, currency)}, but it closes with {new Money(closing.Minor, currency)}.");

        return new(id, account, currency, Text(statement, "Acct", "Ownr", "Nm"), opening.On, opening.Minor, closing.On, closing.Minor, entries);
    }

    private sealed record ReadBalance(long Minor, string Currency, DateOnly On, int Line);

    private static ReadBalance Balance(XElement statement, string id, params string[] codes)
    {
        var balance = codes.Select(code => Children(statement, "Bal").FirstOrDefault(b => Text(b, "Tp", "CdOrPrtry", "Cd") == code)).FirstOrDefault(b => b is not null);
        if (balance is null)
            Refuse.Because($"Line {Line(statement)}: statement {id} has no balance of the kind {codes[0]}.");
        var (minor, currency) = Amount(balance);
        return new(Signed(minor, balance), currency, Day(balance, "Dt"), Line(balance));
    }

    // Entries that are only announced (PDNG, INFO) are not money yet.
    private static bool IsBooked(XElement entry) => (Text(entry, "Sts", "Cd") ?? Text(entry, "Sts") ?? "BOOK") == "BOOK";

    private static IEnumerable<ReadEntry> Entries(XElement entry, string currency)
    {
        var (minor, entryCurrency) = Amount(entry);
        Refuse.If(entryCurrency != currency, $"Line {Line(entry)}: an entry is in {entryCurrency}, the account in {currency}.");
        var whole = Signed(minor, entry);
        var details = Children(entry, "NtryDtls").SelectMany(d => Children(d, "TxDtls")).ToList();

        var amounts = details.Count > 1 ? details.Select(d => Part(d, entry, currency)).ToList() : [];
        if (amounts.Count > 1 && amounts.All(a => a is not null))
        {
            Refuse.If(amounts.Sum() != whole,
                $"Line {Line(entry)}: the {amounts.Count} payments of a batch make {new Money(amounts.Sum()!.Value, currency)}, the entry says {new Money(whole, currency)}.");
            return details.Select((d, i) => One(entry, [d], amounts[i]!.Value, i + 1));
        }
        return [One(entry, details, whole, 0)];
    }

    // The amount of one payment in a batch, in the currency of the account; null where the bank does not say it.
    private static long? Part(XElement detail, XElement entry, string currency)
    {
        var holders = new[] { Child(detail, "AmtDtls", "TxAmt"), detail }.Where(h => h is not null && Child(h, "Amt")?.Attribute("Ccy")?.Value == currency);
        return holders.FirstOrDefault() is { } holder ? Signed(Amount(holder).Minor, Child(detail, "CdtDbtInd") is null ? entry : detail) : null;
    }

    private static ReadEntry One(XElement entry, IReadOnlyList<XElement> details, long minor, int ordinal)
    {
        string? Say(params string[] path) => details.Select(d => Text(d, path)).FirstOrDefault(text => text is not null);

        var side = minor > 0 ? "Dbtr" : "Cdtr";
        var party = Say("RltdPties", side, "Nm") ?? Say("RltdPties", side, "Pty", "Nm");
        var account = Say("RltdPties", side + "Acct", "Id", "IBAN") ?? Say("RltdPties", side + "Acct", "Id", "Othr", "Id");
        var reference = Text(entry, "AcctSvcrRef") ?? Say("Refs", "AcctSvcrRef");
        if (reference is not null && ordinal > 0)
            reference = $"{reference}/{ordinal}";
        var texts = details.SelectMany(d => Children(Child(d, "RmtInf") ?? d, "Ustrd")).Select(u => u.Value.Trim())
            .Concat(details.Select(d => Text(d, "AddtlTxInf"))).Append(Text(entry, "AddtlNtryInf")).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct();
        var booked = Day(entry, "BookgDt");
        return new(minor, booked, Child(entry, "ValDt") is null ? booked : Day(entry, "ValDt"), Cut(reference, 100), Cut(Unless("NOTPROVIDED", Say("Refs", "EndToEndId")), 100),
            Cut(Say("RmtInf", "Strd", "CdtrRefInf", "Ref"), 100), Cut(string.Join(" ", texts), 400)!, Cut(party, 140), Cut(account, 50), Line(entry));
    }

    private static (long Minor, string Currency) Amount(XElement holder)
    {
        var amount = Child(holder, "Amt");
        var currency = amount?.Attribute("Ccy")?.Value ?? "";
        Refuse.If(!Money.IsCurrency(currency), $"Line {Line(holder)}: an amount has no currency.");
        Refuse.If(!decimal.TryParse(amount!.Value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major) || major > 1_000_000_000_000m,
            $"Line {Line(amount)}: {amount.Value} is no amount.");
        var money = Money.Exactly(major, currency);
        if (money is null)
            Refuse.Because($"Line {Line(amount)}: {amount.Value} {currency} has more decimals than the currency; rounding it would be a guess.");
        return (money.Value.Minor, currency);
    }

    private static long Signed(long minor, XElement holder)
    {
        var sign = Text(holder, "CdtDbtInd");
        Refuse.If(sign is not ("CRDT" or "DBIT"), $"Line {Line(holder)}: it is not said whether an amount is credit or debit.");
        return sign == "CRDT" ? minor : -minor;
    }

    private static DateOnly Day(XElement holder, string name)
    {
        var text = Text(holder, name, "Dt") ?? Text(holder, name, "DtTm") ?? "";
        var isDay = DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Refuse.If(!isDay, $"Line {Line(holder)}: {name} is missing or no date.");
        return day;
    }

    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);

    private static XElement? Child(XElement parent, params string[] path)
    {
        XElement? at = parent;
        foreach (var name in path)
            at = at is null ? null : Children(at, name).FirstOrDefault();
        return at;
    }

    private static string? Text(XElement parent, params string[] path) =>
        Child(parent, path) is { HasElements: false } leaf && leaf.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Unless(string nothing, string? text) => text == nothing ? null : text;

    private static string? Cut(string? text, int most) => text?.Length > most ? text[..most] : text;

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;
}
