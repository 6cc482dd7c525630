using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Kernel;

public readonly record struct WallId(long Value) : IId;

/// <summary>
/// A screen that hangs somewhere and shows boards. It may nothing else: it is no person, and on its boards stands what the
/// supervisor who answers for it may see now. Of what its cookie holds only the hash is kept.
/// </summary>
public sealed class Wall : IRoot
{
    public const int MostWalls = 200, ShortestSeconds = 10, LongestSeconds = 600;

    public WallId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>Named by its place.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Blank-separated, in the order in which they are shown.</summary>
    public string Boards { get; private set; } = "";
    /// <summary>How long each board stays when there are several.</summary>
    public int Seconds { get; private set; }
    /// <summary>Whether it sounds when something else became the worst.</summary>
    public bool Chimes { get; private set; }
    /// <summary>From and until which minute of the company's day it is lit (a night shift begins in the evening and ends in the morning); null: always.</summary>
    public int? LitFromMinute { get; private set; }
    public int? LitUntilMinute { get; private set; }
    /// <summary>Whether it is dark on Saturdays and Sundays.</summary>
    public bool IsDarkAtWeekends { get; private set; }
    /// <summary>SHA-256 of the device's secret, 64 hexadecimal signs; unique.</summary>
    [Secret] public required string Hash { get; init; }
    /// <summary>Who answers for it: who paired it or changed it last.</summary>
    public PersonId Supervisor { get; private set; }
    public DateTime PairedAt { get; init; }
    /// <summary>From which address the screen showed its code, and its size.</summary>
    public string? From { get; init; }
    public string? Screen { get; init; }
    public DateTime? LastSeenAt { get; private set; }
    /// <summary>Revoked from this instant on; until then it can be taken back.</summary>
    public DateTime? RevokesAt { get; private set; }
    public DateTime? RevokedAt { get; private set; }

    /// <summary>How long a revoke can be taken back.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> BoardNames => Boards.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal void Hang(string name, Many<string> boards, int seconds, bool chimes, Actor supervisor)
    {
        Refuse.If(name.Trim().Length is 0 or > 60, "Name the wall by its place, in at most 60 signs.");
        Refuse.If(boards.Count == 0, "Choose at least one board.");
        Refuse.If(boards.Distinct().Count() < boards.Count, "Each board stands in the turn once.");
        foreach (var board in boards) Refuse.If(!Kernel.Boards.MaySee(board, supervisor), $"The board {board} is not yours to show; ask somebody who may see it.", Refusal.NotAllowed);
        Refuse.If(seconds is < ShortestSeconds or > LongestSeconds, $"A board stays {ShortestSeconds} to {LongestSeconds} seconds.");
        (Name, Boards, Seconds, Chimes, Supervisor) = (name.Trim(), string.Join(' ', boards), seconds, chimes, supervisor.Id);
    }

    internal void Light(int? from, int? until, bool darkAtWeekends)
    {
        Refuse.If(from is null != until is null, "Say from when and until when the wall is lit, or neither.");
        Refuse.If(from is < 0 or >= 1440 || until is < 0 or >= 1440 || (from is not null && from == until), "A wall is lit from one time of the day until another.");
        (LitFromMinute, LitUntilMinute, IsDarkAtWeekends) = (from, until, darkAtWeekends);
    }

    internal void Revoke(DateTime at)
    {
        Refuse.If(RevokedAt is not null || RevokesAt is not null, $"{Name} is revoked already.");
        RevokesAt = at;
    }

    internal void TakeBack()
    {
        Refuse.If(RevokedAt is not null, $"{Name} has gone back to a code of its own; pair it again.");
        Refuse.If(RevokesAt is null, $"{Name} is not revoked.");
        RevokesAt = null;
    }

    internal void End(DateTime at) => RevokedAt ??= at;
}
