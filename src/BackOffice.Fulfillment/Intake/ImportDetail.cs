using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>One import: how far it is, and what became of its lines.</summary>
[Needs(May.SeeImports)]
public sealed record ImportDetail(ImportId Id) : View<ImportDetail.Value?>
{
    public sealed record Value(
        ImportId Id, string Name, string Profile, string Channel, string By, ImportState State, DateTime? StartedAt, DateTime? FinishedAt, bool StopWanted, string? Problem, ImportCounts Counts,
        string? CurrentFile, int LinesPerSecond, Many<FileRow> Files)
    {
        public bool IsOver => State is ImportState.Done or ImportState.Stopped or ImportState.Failed;
        public int? SecondsLeft => IsOver || LinesPerSecond == 0 ? null : (Counts.Lines - Counts.Read) / LinesPerSecond;
    }

    public sealed record FileRow(ImportFileId Id, string Name, string? Problem);

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader) =>
        await reader.Imports.FirstOrDefaultAsync(i => i.Id == Id) is { } import
            ? new(import.Id, import.Name, import.Profile, import.Channel, import.CreatedByName, import.State, import.StartedAt, import.FinishedAt, import.StopWanted, import.Problem,
                new(import.LineCount, import.ReadCount, import.AcceptedCount, import.RejectedCount, import.SetAsideCount, import.DuplicateCount, import.OrderCount), import.CurrentFile,
                import.LinesPerSecond, import.Files.OrderBy(file => file.Position).Select(file => new FileRow(file.Id, file.Name, file.Problem)).ToMany())
            : null;
}
