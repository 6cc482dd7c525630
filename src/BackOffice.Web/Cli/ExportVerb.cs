using System.CommandLine;
using System.Globalization;
using BackOffice.Accounting;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary><c>export journal --format hledger|beancount|csv [FILE]</c>: every posted entry, for other programs to check.</summary>
static class ExportVerb
{
    static readonly Option<string> format = new("--format") { Description = "hledger, beancount or csv.", DefaultValueFactory = _ => "hledger" };
    static readonly Argument<string?> target = new("FILE") { Description = "Where to; standard output unless given.", Arity = ArgumentArity.ZeroOrOne };

    public static Verb Verb { get; } = new("export", "Give out data for other programs.", VerbKind.Reads, _ => Task.FromResult(0))
    {
        Parts = [new("journal", "The journal.", VerbKind.Reads, Journal, MadeOnly(), target)],
    };

    static Option<string> MadeOnly()
    {
        format.AcceptOnlyFromAmong("hledger", "beancount", "csv");
        return format;
    }

    static async Task<int> Journal(VerbRun run)
    {
        var path = run.Asked.GetValue(target) is { } file ? run.PathOf(file) : null;
        await using var writer = path is null ? null : new StreamWriter(path);
        var entries = await Write(run.Get<Database>(), run.Asked.GetValue(format)!, writer ?? run.Output);
        if (path is not null) run.Print(new { entries, file = path }, $"{entries} entries in {path}.");
        return 0;
    }

    static async Task<int> Write(Database database, string kind, TextWriter to)
    {
        using var reading = await database.Read();
        var accounts = await reading.Reader.Accounts.OrderBy(a => a.Id).ToDictionaryAsync(a => a.Id);
        var journal = new JournalFile(to, accounts, reading.Reader.Company.Currency);
        var first = await reading.Reader.JournalEntries.OrderBy(e => e.EffectiveOn).Select(e => (DateOnly?)e.EffectiveOn).FirstOrDefaultAsync() ?? new(2000, 1, 1);
        journal.Begin(kind, first);
        var (last, count) = (Ids.From<JournalEntryId>(0), 0);
        while (true)
        {
            var some = await reading.Reader.JournalEntries.Where(e => e.IsPosted && e.Id > last).OrderBy(e => e.Id).Take(500).ToListAsync();
            if (some.Count == 0) return count;
            var ids = some.ConvertAll(e => e.Id);
            var lines = (await reading.Reader.JournalLines.Where(l => ids.Contains(l.Entry)).OrderBy(l => l.Id).ToListAsync()).ToLookup(l => l.Entry);
            foreach (var entry in some) journal.Write(kind, entry, [.. lines[entry.Id]]);
            (last, count) = (some[^1].Id, count + some.Count);
        }
    }
}

/// <summary>Entries as the plain-text accounting programs write them.</summary>
sealed class JournalFile(TextWriter to, IReadOnlyDictionary<AccountId, Account> accounts, string currency)
{
    public void Begin(string kind, DateOnly first)
    {
        if (kind is "csv") to.WriteLine("entry,date,account,name,debit,credit,currency,text");
        if (kind is "hledger") to.WriteLine("decimal-mark .");
        if (kind is not "beancount") return;
        to.WriteLine($"option \"operating_currency\" \"{currency}\"");
        foreach (var account in accounts.Values) to.WriteLine($"{first:yyyy-MM-dd} open {Beancount(account)}");
    }

    public void Write(string kind, JournalEntry entry, IReadOnlyList<JournalLine> lines)
    {
        if (kind is "csv")
        {
            foreach (var line in lines)
                to.WriteLine($"{entry.Number},{entry.EffectiveOn:yyyy-MM-dd},{line.Account.Value},{Quoted(accounts[line.Account].Name)},{(line.AmountMinor > 0 ? Major(line) : "")},{(line.AmountMinor < 0 ? Major(line, -1) : "")},{line.Currency},{Quoted(entry.Text)}");
            return;
        }
        to.WriteLine();
        to.WriteLine(kind is "hledger" ? $"{entry.EffectiveOn:yyyy-MM-dd} * ({entry.Number}) {Plain(entry.Text)}" : $"{entry.EffectiveOn:yyyy-MM-dd} * {Quoted(entry.Text)}");
        foreach (var line in lines)
        {
            var account = accounts[line.Account];
            to.WriteLine($"    {(kind is "hledger" ? $"{account.Number} {Plain(account.Name)}" : Beancount(account))}  {Major(line)} {line.Currency}");
        }
    }

    static string Major(JournalLine line, int sign = 1) =>
        new Money(sign * line.AmountMinor, line.Currency).Major.ToString($"F{Money.Exponent(line.Currency)}", CultureInfo.InvariantCulture);

    // Two blanks end an account's name, a semicolon begins a comment.
    static string Plain(string text) => string.Join(' ', text.Replace(';', ',').Replace('|', '/').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string Quoted(string text) => $"\"{text.Replace("\"", "'").Replace('\n', ' ')}\"";

    static string Beancount(Account account) => account.Group switch
    {
        AccountGroup.Assets => "Assets",
        AccountGroup.Liabilities => "Liabilities",
        AccountGroup.Income => "Income",
        AccountGroup.Cost => "Expenses",
        _ => "Expenses",
    } + $":A{account.Number}";
}
