namespace BackOffice.Accounting;

/// <summary>The months of the books, the newest first, with who closed them.</summary>
[Needs(May.SeeLedger)]
public sealed record Months : ListView<Months.Row>
{
    public sealed record Row(PeriodId Id, PeriodState State, DateTime? ClosedAt, string? ClosedBy);

    public override IQueryable<Row> Read(Reader reader)
    {
        var people = reader.All<Person>().IgnoreAutoIncludes();
        return reader.All<Period>().OrderByDescending(p => p.Id).Select(p => new Row(p.Id, p.State, p.ClosedAt, people.Where(w => w.Id == p.ClosedBy).Select(w => w.Name).FirstOrDefault()));
    }
}
