using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class ImportLinesAreCounted : Invariant
{
    public override Words Name => "Imported lines add up";
    public override Words Says => "Every line of a file was accepted, rejected, set aside or a duplicate.";

    public override async Task<Checked> Check(Reader reader)
    {
        var wrong = await reader.Imports.IgnoreAutoIncludes().Where(i => i.ReadCount != i.AcceptedCount + i.RejectedCount + i.SetAsideCount + i.DuplicateCount).Select(i => i.Id).Take(MostNamed).ToListAsync();
        return new(await reader.Imports.LongCountAsync(), [.. wrong.Select(id => new Violation($"Import {id.Value} has lines that are in no count.", $"/intake/{id.Value}"))]);
    }
}
