using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// The last rows of the commands of one transaction: the head, the log with its subjects, the commands' ids. Each command gets its
/// positions when everything else of it is done; on the embedded database, where a transaction holds a group of commands and nobody
/// else writes, the rows themselves are written together, at the end or before a statement that reads them.
/// </summary>
sealed class LogBook(Writing writing)
{
    readonly List<object?[]> entries = [], subjects = [], commands = [];
    readonly Dictionary<string, Remembered> remembered = new(StringComparer.Ordinal);
    long? head;
    int taken;

    /// <summary>What a command said when it was done; for whoever asks the same again.</summary>
    public sealed record Remembered(string Hash, long Position, string? Answer);

    /// <summary>How many rows it has written on this connection: they are no command's own.</summary>
    public int Written { get; private set; }

    /// <summary>The position of the last entry so far.</summary>
    public long Head => head ??= Convert.ToInt64(writing.Scalar("SELECT \"Position\" FROM \"Heads\""));

    /// <summary>A transaction begins: nothing waits, and the head may be another.</summary>
    public void Begin()
    {
        (head, taken) = (null, 0);
        Clear();
    }

    public Remembered? Find(string id)
    {
        if (remembered.TryGetValue(id, out var waiting)) return waiting;
        // On SQL Server the row is taken first, so that a second asker waits for the first; SQLite has one writer anyway.
        if (!writing.IsSqlite) writing.Execute("SELECT 1 FROM \"Commands\" WITH (UPDLOCK, HOLDLOCK) WHERE \"Id\" = @id", ("@id", id));
        return writing.Rows("SELECT \"Hash\", \"Position\", \"Answer\" FROM \"Commands\" WHERE \"Id\" = @id",
            row => new Remembered(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2)), ("@id", id)) is [var earlier] ? earlier : null;
    }

    /// <summary>The position of the first of so many entries. On SQL Server they are taken with this, so that it locks the head to the end.</summary>
    public long Next(int count)
    {
        if (!writing.IsSqlite) head = Convert.ToInt64(writing.Scalar("UPDATE \"Heads\" SET \"Position\" = \"Position\" + @count OUTPUT inserted.\"Position\"", ("@count", (long)count))) - count;
        return Head + 1;
    }

    /// <summary>What a command leaves behind, its entries at the positions that <see cref="Next"/> gave. Nothing of this can fail: it is all or none.</summary>
    public void Add(IReadOnlyList<LogEntry> done, IEnumerable<LogSubject> about, CommandRow command)
    {
        foreach (var e in done) entries.Add([e.Position, e.At, e.Actor.Value, e.CommandId, e.Command, e.Kind, e.Content, e.Touched, e.Changes, e.Origin]);
        foreach (var s in about) subjects.Add([s.Kind, s.Id, s.Position]);
        commands.Add([command.Id, command.Kind, command.Hash, command.Actor.Value, command.At, command.Position, command.Answer]);
        remembered[command.Id] = new(command.Hash, command.Position, command.Answer);
        head = Head + done.Count;
        if (writing.IsSqlite) taken += done.Count;
    }

    /// <summary>Writes what waits.</summary>
    public void Write()
    {
        if (commands.Count == 0) return;
        var before = writing.AllChanges;
        if (taken > 0) writing.Execute("UPDATE \"Heads\" SET \"Position\" = \"Position\" + @count", ("@count", (long)taken));
        taken = 0;
        writing.Insert("LogEntries", ["Position", "At", "Actor", "CommandId", "Command", "Kind", "Content", "Touched", "Changes", "Origin"], entries);
        writing.Insert("LogSubjects", ["Kind", "Id", "Position"], subjects);
        writing.Insert("Commands", ["Id", "Kind", "Hash", "Actor", "At", "Position", "Answer"], commands);
        Clear();
        Written += writing.AllChanges - before;
    }

    /// <summary>Whether rows of this kind may be waiting here.</summary>
    public static bool Keeps<T>() => typeof(T) == typeof(LogEntry) || typeof(T) == typeof(LogSubject) || typeof(T) == typeof(CommandRow) || typeof(T) == typeof(Head);

    void Clear()
    {
        entries.Clear();
        subjects.Clear();
        commands.Clear();
        remembered.Clear();
    }
}
