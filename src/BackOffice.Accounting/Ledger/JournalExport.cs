using System.Globalization;

namespace BackOffice.Accounting;

public enum JournalFormat { Hledger, Beancount, Csv }

/// <summary>
/// Writes the whole journal so that an outsider can recompute the trial balance with a program that is not ours. Amounts are
/// written with the decimals of their currency, exactly; entries come by their effective day's month and number.
/// </summary>
public static class JournalExport
{
    private const int Batch = 500;

    /// <summary>How many entries were written.</summary>
    public static async Task<int> Write(Reader reader, JournalFormat format, TextWriter writer)
    {
        var accounts = await reader.Accounts.ToDictionaryAsync(a => a.Id);
        await Head(format, reader, writer, accounts);
        var count = 0;
        for (var last = new JournalEntryId(0); ;)
        {
            var from = last;
            var entries = await reader.JournalEntries.Where(e => e.Id > from).OrderBy(e => e.Id).Take(Batch).ToListAsync();
            foreach (var entry in entries)
                await Entry(format, writer, entry, accounts);
            count += entries.Count;
            if (entries.Count < Batch)
                return count;
            last = entries[^1].Id;
        }
    }

    private static async Task Head(JournalFormat format, Reader reader, TextWriter writer, Dictionary<AccountId, Account> accounts)
    {
        if (format == JournalFormat.Csv)
        {
            await writer.WriteLineAsync("entry,effective,period,account,name,currency,debit,credit,text,about,source,key");
            return;
        }
        var sign = format == JournalFormat.Hledger ? '#' : ';';
        await writer.WriteLineAsync($"{sign} Journal of {OneLine(reader.Company.Name)}, up to position {reader.Position.ToString(CultureInfo.InvariantCulture)}");
        foreach (var account in accounts.Values.OrderBy(a => a.Id.Value))
            await writer.WriteLineAsync(format == JournalFormat.Hledger ? $"account {NameOf(account, format)}" : $"1970-01-01 open {NameOf(account, format)}");
        await writer.WriteLineAsync();
    }

    private static async Task Entry(JournalFormat format, TextWriter writer, JournalEntry entry, Dictionary<AccountId, Account> accounts)
    {
        var day = entry.EffectiveOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (format != JournalFormat.Csv)
            await writer.WriteLineAsync(format == JournalFormat.Hledger
                ? $"{day} ({entry.Number}) {OneLine(entry.Text)}  ; {OneLine(entry.Key)}"
                : $"{day} * \"{OneLine(entry.Text).Replace('"', '\'')}\" ^{entry.Number}");
        foreach (var line in entry.Lines.OrderBy(l => l.Id.Value))
            await writer.WriteLineAsync(format switch
            {
                JournalFormat.Csv => string.Join(',', entry.Number, day, Period.NameOf(entry.Period), line.Account.Value, CsvCell.Of(accounts[line.Account].Name), line.Currency,
                    Number(Math.Max(line.AmountMinor, 0), line.Currency), Number(Math.Max(-line.AmountMinor, 0), line.Currency), CsvCell.Of(entry.Text), CsvCell.Of(line.About), entry.Source, CsvCell.Of(entry.Key)),
                _ => $"  {NameOf(accounts[line.Account], format)}  {Number(line.AmountMinor, line.Currency)} {line.Currency}",
            });
        if (format != JournalFormat.Csv)
            await writer.WriteLineAsync();
    }

    /// <summary>The account as the other program names it: its kind, then number and name.</summary>
    internal static string NameOf(Account account, JournalFormat format)
    {
        var kind = account.Group switch
        {
            AccountGroup.Assets => "Assets",
            AccountGroup.Liabilities => account.Id.Value >= 3000 ? "Equity" : "Liabilities",
            AccountGroup.Income => "Income",
            _ => "Expenses",
        };
        if (format == JournalFormat.Hledger)
            return $"{kind.ToLowerInvariant()}:{account.Number} {OneLine(account.Name)}";
        var letters = string.Concat(account.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return $"{kind}:A{account.Number}-{string.Join('-', letters)}";
    }

    private static string Number(long minor, string currency) => new Money(minor, currency).Major.ToString("F" + Money.Exponent(currency), CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries)).Replace("  ", " ", StringComparison.Ordinal).Trim();
}
