namespace BackOffice.Fulfillment;

[Needs(May.SeeImports)]
public sealed record ImportList(string? After = null) : ListView<ImportList.Row>
{
    public sealed record Row(ImportId Id, int Version, string Name, string Channel, string By, ImportState State, DateTime CreatedAt, int Lines, int Read, int Accepted, int Rejected, int SetAside, int Duplicates, int Orders);

    public override int Limit => 50;

    public override IQueryable<Row> Read(Reader reader)
    {
        var imports = reader.Imports;
        if (Ids.Parse<ImportId>(After) is { } after) imports = imports.Where(i => i.Id < after);
        return imports.OrderByDescending(i => i.Id).Select(i => new Row(i.Id, i.Version, i.Name, i.Channel, i.CreatedByName, i.State, i.CreatedAt, i.LineCount, i.ReadCount, i.AcceptedCount,
            i.RejectedCount, i.SetAsideCount, i.DuplicateCount, i.OrderCount));
    }
}
