namespace BackOffice.Fulfillment;

/// <summary>The lines of an import that became no order, in the order of the files.</summary>
[Needs(May.SeeImports)]
public sealed record ImportLineList(ImportId Import, LineVerdict Verdict, string? After = null) : ListView<ImportLineList.Row>
{
    public sealed record Row(
        ImportLineId Id, int Version, string FileName, int LineNumber, string Raw, RejectReason? Reason, string? Detail, SetAsideKind? Aside, ImportLineState State, OrderId? Order,
        DateTime? HandledAt, string? Note);

    public override IEnumerable<IId> About => [Import];

    public override int Limit => 60;

    public override IQueryable<Row> Read(Reader reader)
    {
        var lines = reader.ImportLines.Where(l => l.Import == Import && l.Verdict == Verdict);
        if (Ids.Parse<ImportLineId>(After) is { } after) lines = lines.Where(l => l.Id > after);
        return lines.OrderBy(l => l.Id).Select(l => new Row(l.Id, l.Version, l.FileName, l.LineNumber, l.Raw, l.Reason, l.Detail, l.Aside, l.State, l.Order, l.HandledAt, l.Note));
    }
}
