using System.Text.Json.Serialization;

namespace BackOffice.Kernel;

/// <summary>
/// What a commit touched: per table the typed ids that stood in its rows before and after, or the whole table
/// when there were more than <see cref="Bound"/>. Derived from the change tracker; bulk updates say so themselves.
/// </summary>
public sealed class Touched
{
    public const int Bound = 64;

    /// <summary>The table of what the log's facts are about; its rows name ids of any kind.</summary>
    public const string Subjects = "LogSubjects";

    public Dictionary<string, HashSet<string>?> Tables { get; init; } = [];

    [JsonIgnore] public bool IsEmpty => Tables.Count == 0;

    public void Add(string table, IEnumerable<IId> ids)
    {
        if (!Tables.TryGetValue(table, out var subjects)) Tables[table] = subjects = [];
        if (subjects is null) return;
        foreach (var id in ids) subjects.Add(Key(id));
        if (subjects.Count > Bound) Tables[table] = null;
    }

    public void Whole(string table) => Tables[table] = null;

    /// <summary>Whether a view that depends on a table, and perhaps only on some ids, has to be read again.</summary>
    public bool Wakes(string table, IReadOnlySet<string> kindsInTable, IReadOnlyList<IId> about)
    {
        if (!Tables.TryGetValue(table, out var subjects)) return false;
        if (subjects is null || about.Count == 0) return true;
        var narrows = false;
        foreach (var id in about)
        {
            if (table != Subjects && !kindsInTable.Contains(Ids.KindOf(id))) continue;
            narrows = true;
            if (subjects.Contains(Key(id))) return true;
        }
        return !narrows;
    }

    public static string Key(IId id) => $"{Ids.KindOf(id)}:{id.Value}";
}
