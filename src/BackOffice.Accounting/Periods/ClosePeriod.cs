namespace BackOffice.Accounting;

[Event("accounting.period-closed", 1)]
public sealed record PeriodClosed(PeriodId Period) : Event
{
    public override Words Says() => "Month closed";
}

// Closes a month: from now on the database takes no entry in it. What still comes goes into the next open month.
[Needs(May.ClosePeriods), Raises<PeriodClosed>]
public sealed record ClosePeriod(PeriodId Id) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Id.Value % 100 is < 1 or > 12 || Id.Value / 100 is < 1900 or > 9000, "There is no such month.");
        Refuse.If(Period.FirstOf(Id).AddMonths(1) > work.Today, $"{Period.NameOf(Id)} is not over yet.");
        if (!await work.All<Period>().AnyAsync(p => p.Id == Id))
        {
            work.Add(new Period { Id = Id });
            await work.Save();
        }
        var period = await work.Find<Period>(Id);
        period.Close(work.Actor.Id, work.Now);

        work.Raise(new PeriodClosed(Id));
    }
}
