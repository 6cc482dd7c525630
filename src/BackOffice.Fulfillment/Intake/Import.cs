using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct ImportId(long Value) : IId;

public readonly record struct ImportFileId(long Value) : IId;

public enum ImportState { Waiting, Running, Done, Stopped, Failed }

/// <summary>
/// The reading of one or more order files. Read = accepted + rejected + set aside + duplicates, always: the counts are those of
/// the lines, and each line is counted once.
/// </summary>
public sealed class Import : IRoot
{
    public ImportId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    public required string Profile { get; init; }
    public required string Channel { get; init; }
    public ImportState State { get; private set; }
    public DateTime CreatedAt { get; init; }
    public PersonId CreatedBy { get; init; }
    public required string CreatedByName { get; init; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? FinishedAt { get; private set; }
    public bool StopWanted { get; private set; }
    public string? Problem { get; private set; }
    public int LineCount { get; private set; }
    public int ReadCount { get; private set; }
    public int AcceptedCount { get; private set; }
    public int RejectedCount { get; private set; }
    public int SetAsideCount { get; private set; }
    public int DuplicateCount { get; private set; }
    public int OrderCount { get; private set; }
    public string? CurrentFile { get; private set; }
    public int LinesPerSecond { get; private set; }
    public List<ImportFile> Files { get; } = [];

    [NotMapped] public bool IsOver => State is ImportState.Done or ImportState.Stopped or ImportState.Failed;

    internal void Begin(DateTime at)
    {
        State = ImportState.Running;
        StartedAt ??= at;
        (FinishedAt, Problem) = (null, null);
    }

    internal void Progress(ImportCounts counts, string? file, int linesPerSecond)
    {
        Count(counts);
        (CurrentFile, LinesPerSecond) = (file, linesPerSecond);
    }

    internal void Stop()
    {
        Refuse.If(IsOver, $"This import is {State}; there is nothing left to stop.");
        StopWanted = true;
    }

    internal void Resume()
    {
        Refuse.If(State is not (ImportState.Stopped or ImportState.Failed), $"This import is {State}.");
        (State, StopWanted) = (ImportState.Waiting, false);
    }

    internal void Finish(ImportState state, ImportCounts counts, string? problem, DateTime at)
    {
        Count(counts);
        (State, Problem, FinishedAt, CurrentFile) = (state, problem, at, null);
    }

    internal void Mend() => (RejectedCount, AcceptedCount) = (RejectedCount - 1, AcceptedCount + 1);

    void Count(ImportCounts counts)
    {
        Refuse.If(counts.Read != counts.Accepted + counts.Rejected + counts.SetAside + counts.Duplicates, "These counts do not add up: every line that was read is accepted, rejected, set aside or a duplicate.");
        (LineCount, ReadCount, AcceptedCount, RejectedCount, SetAsideCount, DuplicateCount, OrderCount) =
        (counts.Lines, counts.Read, counts.Accepted, counts.Rejected, counts.SetAside, counts.Duplicates, counts.Orders);
    }
}

public sealed class ImportFile
{
    public ImportFileId Id { get; init; }
    public ImportId Import { get; init; }
    public int Position { get; init; }
    public required string Name { get; init; }
    /// <summary>SHA-256 of the content, by which the file is kept.</summary>
    public required string Hash { get; init; }
    public string? Problem { get; private set; }

    internal void Refused(string why) => Problem = why;
}

/// <summary>How many lines became what. <paramref name="Lines"/>: in all files together, known once they were counted.</summary>
public sealed record ImportCounts(int Lines, int Read, int Accepted, int Rejected, int SetAside, int Duplicates, int Orders)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0, 0, 0);
}
