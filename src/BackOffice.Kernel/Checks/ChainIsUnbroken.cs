namespace BackOffice.Kernel;

sealed class ChainIsUnbroken(Database database) : Invariant
{
    public override Words Name => "Hash chain unbroken";
    public override Words Says => "The log is chained as it was written, and the daily roots beside the database agree.";

    public override Task<Checked> Check(Reader reader) => LogIsChained.Check(reader, database);
}
