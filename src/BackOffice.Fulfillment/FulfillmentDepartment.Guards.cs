namespace BackOffice.Fulfillment;

public sealed partial class FulfillmentDepartment
{
    public override IReadOnlyList<Guard> Guards =>
    [
        Never("StockMovements", "UPDATE", "A stock movement never changes; move it back instead."),
        Never("StockMovements", "DELETE", "A stock movement is never deleted; move it back instead."),
    ];

    static Guard Never(string table, string deed, string why) => new($"{table}_{deed}",
        $"""CREATE TRIGGER "{table}_{deed}" BEFORE {deed} ON "{table}" BEGIN SELECT RAISE(ABORT, '{why}'); END""",
        $"CREATE OR ALTER TRIGGER [fulfillment].[{table}_{deed}] ON [fulfillment].[{table}] AFTER {deed} AS BEGIN SET NOCOUNT ON; THROW 51001, '{why}', 1; END");
}
