using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Accounting;

[Event("accounting.statement-imported", 1)]
public sealed record StatementImported(BankStatementId Statement, BankAccountId BankAccount, int EntryCount) : Event
{
    public override Words Says() => "Bank statement brought in";
}

/// <summary>What an import did; statements known before are not counted.</summary>
public sealed record ImportedStatements(int Statements, int Entries, int Matched, int Suspense, bool WasKnown);

// Books a bank's file, whole or not at all. A statement or entry that was booked before changes nothing.
[Needs(May.ImportStatements), Raises<StatementImported>, Raises<BankAccountOpened>, Raises<PaymentReceived>, Raises<OrderPaid>]
public sealed record ImportStatement(string File, string FileHash, StatementFile Content, bool NewAccounts = false) : Command<ImportedStatements>
{
    public override async Task<ImportedStatements> Run(Work work)
    {
        Refuse.If(Content.Statements.Sum(s => s.Entries.Count) > 20_000, "The file holds more than 20,000 entries; split it.");
        await work.Lock("bank accounts");
        var sum = new ImportedStatements(0, 0, 0, 0, WasKnown: true);
        foreach (var statement in Content.Statements)
            sum = await Import(work, statement, sum);
        return sum;
    }

    private async Task<ImportedStatements> Import(Work work, ReadStatement read, ImportedStatements sum)
    {
        var account = await Account(work, read);
        if (await work.All<BankStatement>().FirstOrDefaultAsync(s => s.BankAccount == account.Id && s.BankId == read.Id) is { } known)
        {
            Refuse.If(known.OpeningMinor != read.OpeningMinor || known.ClosingMinor != read.ClosingMinor || known.EntryCount != read.Entries.Count,
                $"Statement {read.Id} of {account.Short} was imported before with other figures; ask the bank which one holds.");
            return sum;
        }

        var last = await work.All<BankStatement>().Where(s => s.BankAccount == account.Id).OrderByDescending(s => s.ClosedOn).ThenByDescending(s => s.Id).FirstOrDefaultAsync();
        if (last is null)
            await work.Post(PostingRules.BankOpened(account, read.OpeningMinor, read.OpenedOn));
        var statement = new BankStatement
        {
            Id = work.New<BankStatementId>(),
            BankAccount = account.Id,
            BankId = read.Id,
            File = File,
            FileHash = FileHash,
            OpenedOn = read.OpenedOn,
            ClosedOn = read.ClosedOn,
            OpeningMinor = read.OpeningMinor,
            ClosingMinor = read.ClosingMinor,
            EntryCount = read.Entries.Count,
            Chains = last is null || last.ClosingMinor == read.OpeningMinor,
            ImportedAt = work.Now,
            ImportedBy = work.Actor.Id,
        };
        work.Add(statement);
        if (last is null || last.ClosedOn <= read.ClosedOn)
            account.Close(read.ClosingMinor, read.ClosedOn);
        await work.Save();

        work.Raise(new StatementImported(statement.Id, account.Id, read.Entries.Count));
        return await Entries(work, account, statement, read, sum);
    }

    private async Task<BankAccount> Account(Work work, ReadStatement read)
    {
        var id = await work.All<BankAccount>().Where(a => a.Number == read.Account).Select(a => (BankAccountId?)a.Id).FirstOrDefaultAsync();
        Refuse.If(id is null && !NewAccounts, $"The account {read.Account} is not known here; open it first, or say that new accounts may be opened.");
        var account = id is { } known ? await work.Find<BankAccount>(known) : await OpenBankAccount.Open(work, read.Account, Words(read), read.Currency);
        Refuse.If(account.Currency != read.Currency, $"{account.Short} is kept in {account.Currency}; the statement is in {read.Currency}.");
        return account;

        static string Words(ReadStatement read) => read.Owner is { Length: > 0 and <= 80 } owner ? owner : read.Account[..Math.Min(4, read.Account.Length)];
    }

    private static async Task<ImportedStatements> Entries(Work work, BankAccount account, BankStatement statement, ReadStatement read, ImportedStatements sum)
    {
        var taken = await Keys(work, account, read);
        var ordinals = new Dictionary<string, int>();
        int entries = 0, matched = 0, suspense = 0;
        foreach (var line in read.Entries)
        {
            var key = KeyOf(line);
            var ordinal = ordinals[key] = ordinals.GetValueOrDefault(key, First(statement, line, key, taken)) + 1;
            if (taken.Contains($"{key}#{ordinal}"))
                continue;
            var isMatched = await TakeBankEntry.Take(work, account, statement, line, $"{key}#{ordinal}");
            (entries, matched, suspense) = (entries + 1, matched + (isMatched ? 1 : 0), suspense + (isMatched ? 0 : 1));
        }
        return new(sum.Statements + 1, sum.Entries + entries, sum.Matched + matched, sum.Suspense + suspense, WasKnown: false);
    }

    // A statement that follows the one before holds new money, even if a line looks like one of earlier that day; one that
    // does not follow may repeat what another statement has told, so its equal lines are the same lines.
    private static int First(BankStatement statement, ReadEntry line, string key, HashSet<string> taken)
    {
        if (!statement.Chains || line.BankReference is not null)
            return 0;
        var first = 0;
        while (taken.Contains($"{key}#{first + 1}"))
            first++;
        return first;
    }

    private static async Task<HashSet<string>> Keys(Work work, BankAccount account, ReadStatement read)
    {
        if (read.Entries.Count == 0)
            return [];
        var (from, to) = (read.Entries.Min(e => e.BookedOn), read.Entries.Max(e => e.BookedOn));
        return [.. await work.All<BankEntry>().Where(e => e.BankAccount == account.Id && e.BookedOn >= from && e.BookedOn <= to).Select(e => e.Key).ToListAsync()];
    }

    // The bank's own reference is part of the key and not the whole of it: some banks give one reference to many lines.
    private static string KeyOf(ReadEntry line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{line.BookedOn:yyyyMMdd}|{line.AmountMinor}|{line.BankReference}|{line.EndToEndId}|{line.CreditorReference}|{line.Text}|{line.Party}|{line.PartyAccount}")))[..32];
}
