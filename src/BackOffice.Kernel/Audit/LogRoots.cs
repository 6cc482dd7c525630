using System.Globalization;

namespace BackOffice.Kernel;

/// <summary>The last link of a day.</summary>
public sealed record LogRoot(DateOnly Day, long Position, string Hash);

/// <summary>
/// The daily roots, a line each ("2026-11-24 position hash"), in <c>audit/roots.txt</c> of the data folder. Copy the file to
/// where the database's own people cannot write: then not even a chain made anew can pass for the old one.
/// </summary>
public static class LogRoots
{
    public static string PathIn(string folder) => Path.Combine(folder, "audit", "roots.txt");

    public static IReadOnlyList<LogRoot> In(string folder) => !File.Exists(PathIn(folder)) ? [] : [.. File.ReadLines(PathIn(folder)).Select(Parse).OfType<LogRoot>()];

    /// <summary>Writes the root of the day of <paramref name="now"/> anew while that day lasts; past days are never touched.</summary>
    internal static void Keep(Database database, LogLink link, DateTime now)
    {
        var folder = database.Settings.Folder;
        var root = new LogRoot(database.Company.DayOf(now), link.Last, link.Hash);
        var lines = In(folder).Where(known => known.Day != root.Day).Append(root).OrderBy(r => r.Day);
        var path = PathIn(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path + ".new", lines.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Day:yyyy-MM-dd} {r.Position} {r.Hash}")));
        File.Move(path + ".new", path, overwrite: true);
    }

    static LogRoot? Parse(string line) => line.Split(' ') is [var day, var position, var hash] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var on)
        && long.TryParse(position, CultureInfo.InvariantCulture, out var at) ? new(on, at, hash) : null;
}
