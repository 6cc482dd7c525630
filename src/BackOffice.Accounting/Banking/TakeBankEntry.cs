namespace BackOffice.Accounting;

/// <summary>What one line of a statement becomes: a payment known before and now in the bank, a new receipt, or money that went out.</summary>
static class TakeBankEntry
{
    /// <summary>A payment typed or told this many days before its line on the statement can be the same money.</summary>
    private const int DaysOnTheWay = 14;

    /// <summary>True when nobody has to look at it.</summary>
    internal static async Task<bool> Take(Work work, BankAccount account, BankStatement statement, ReadEntry line, string key)
    {
        var entry = new BankEntry
        {
            Id = work.New<BankEntryId>(),
            BankAccount = account.Id,
            Statement = statement.Id,
            Key = key,
            AmountMinor = line.AmountMinor,
            BookedOn = line.BookedOn,
            ValueOn = line.ValueOn,
            Party = line.Party ?? "",
            PartyAccount = line.PartyAccount,
            Text = line.Text,
        };
        work.Add(entry);
        if (line.AmountMinor <= 0)
        {
            if (line.AmountMinor < 0)
                await work.Post(PostingRules.BankPaidOut(entry, account));
            return line.AmountMinor == 0;
        }

        var named = References.In(line.EndToEndId, line.CreditorReference, line.Text);
        var claims = await CashApplication.Claims(work, named, account.Currency);
        if (await OnTheWay(work, account, line, claims) is { } known)
            return await Settle(work, known, entry, account);

        var payment = new Payment
        {
            Id = work.New<PaymentId>(),
            Source = PaymentSource.Bank,
            ExternalId = $"bank-{account.Id.Value}-{key}",
            Currency = account.Currency,
            AmountMinor = line.AmountMinor,
            ReceivedOn = line.BookedOn,
            RecordedAt = work.Now,
            RecordedBy = work.Actor.Id,
            Payer = line.Party ?? "",
            PayerAccount = line.PartyAccount,
            Text = string.Join(" ", new[] { line.CreditorReference, line.EndToEndId, line.Text }.Where(t => !string.IsNullOrEmpty(t)).Distinct()) is { Length: > 400 } text ? text[..400]
                : string.Join(" ", new[] { line.CreditorReference, line.EndToEndId, line.Text }.Where(t => !string.IsNullOrEmpty(t)).Distinct()),
        };
        var match = Matching.Decide(line.AmountMinor, claims);
        payment.Arrive(match.Evidence);
        payment.Found(entry.Id, account.Account);
        entry.Is(payment.Id);
        if (match.IsCertain)
            await CashApplication.Apply(work, payment, match);
        work.Add(payment);
        await work.PostMove(payment, PaymentPosition.Nowhere, $"{payment.Number} received", line.BookedOn);
        work.Raise(new PaymentReceived(payment.Id, payment.Order ?? (claims.Count == 1 ? claims[0].Order : null), payment.Customer));
        await CashApplication.SayWhatIsPaid(work, payment);
        return payment.State == PaymentState.Applied;
    }

    // The same money, told before by a person or a processor: the same id, or the same order, and the same amount; and only one fits.
    private static async Task<PaymentId?> OnTheWay(Work work, BankAccount account, ReadEntry line, IReadOnlyList<Claim> claims)
    {
        var (from, to) = (line.BookedOn.AddDays(-DaysOnTheWay), line.BookedOn.AddDays(1));
        var way = ChartOfAccounts.Of(AccountRole.PaymentsOnTheWay);
        var waiting = await work.All<Payment>().Where(p => p.MoneyIn == way && p.Currency == account.Currency && p.AmountMinor == line.AmountMinor && p.ReceivedOn >= from && p.ReceivedOn <= to)
            .OrderBy(p => p.Id).Take(50).ToListAsync();
        var orders = claims.Select(c => c.Order).ToHashSet();
        var text = $"{line.EndToEndId} {line.CreditorReference} {line.Text}";
        var fit = waiting.Where(p => text.Split(' ').Contains(p.ExternalId, StringComparer.OrdinalIgnoreCase) || p.Allocations.Any(a => a.IsOpen && orders.Contains(a.Order))).ToList();
        return fit is [var one] ? one.Id : null;
    }

    private static async Task<bool> Settle(Work work, PaymentId id, BankEntry entry, BankAccount account)
    {
        var payment = await work.Find<Payment>(id);
        var before = payment.Position;
        payment.Found(entry.Id, account.Account);
        entry.Is(payment.Id);
        await work.PostMove(payment, before, $"{payment.Number} is on the statement", entry.BookedOn);
        return payment.State == PaymentState.Applied;
    }
}
