using System.Reflection;

namespace BackOffice.Kernel;

/// <summary>The boards that walls can show, by the tiles that departments put on them.</summary>
public static class Boards
{
    static readonly string[] order = ["company", "fulfillment", "support", "accounting"];
    static IReadOnlyDictionary<string, string?[]> permissions = new Dictionary<string, string?[]>();

    /// <summary>All boards, the company's first.</summary>
    public static IReadOnlyList<string> Names { get; private set; } = [];

    internal static void Learn(Departments departments)
    {
        permissions = departments.All.SelectMany(d => d.Tiles).Where(MayStand).GroupBy(tile => tile.Board).ToDictionary(g => g.Key, g => g.Select(PermissionOf).Distinct().ToArray());
        Names = [.. permissions.Keys.OrderBy(name => Array.IndexOf(order, name) is var at && at < 0 ? order.Length : at).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>Whether there is something on this board that the actor may see.</summary>
    public static bool MaySee(string board, Actor actor) => permissions.TryGetValue(board, out var needed) && needed.Any(needs => needs is null || actor.May(needs));

    /// <summary>Only views that say so themselves stand on a wall.</summary>
    public static bool MayStand(Tile tile) => tile.View.GetType().IsDefined(typeof(WallAttribute));

    public static string? PermissionOf(Tile tile) => tile.View.GetType().GetCustomAttribute<NeedsAttribute>()?.Permission;
}
