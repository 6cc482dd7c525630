namespace BackOffice.Accounting;

[Event("accounting.period-reopened", 1)]
public sealed record PeriodReopened(PeriodId Period, string Reason) : Event
{
    public override Words Says() => "Month reopened";
}

// Opens a closed month again, with the reason; by someone else than who closed it (see the department's Duties).
[Needs(May.ClosePeriods), Raises<PeriodReopened>]
public sealed record ReopenPeriod(PeriodId Id, string Reason) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Reason.Trim().Length is < 3 or > 300, "Say why the month is reopened.");
        var period = await work.Find<Period>(Id);
        period.Reopen();

        work.Raise(new PeriodReopened(Id, Reason.Trim()));
    }
}
