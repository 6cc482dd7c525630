using System.Collections.Concurrent;
using System.Reflection;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>
/// The walls that hang now, by the hash of their cookie; read anew when one was paired, changed or revoked on whatever node.
/// Also notes which of them listen here.
/// </summary>
sealed class HungWalls : BackgroundService
{
    static readonly TimeSpan noteEvery = TimeSpan.FromMinutes(1);
    static readonly string callKind = typeof(WallsCalled).GetCustomAttribute<EventAttribute>()!.Name;

    readonly Database database;
    readonly Commands commands;
    readonly TimeProvider clock;
    readonly ILogger<HungWalls> log;
    readonly ConcurrentDictionary<WallId, int> listening = new();
    readonly SemaphoreSlim reading = new(1, 1);
    readonly Bell bell;
    IReadOnlyDictionary<string, Wall>? known;
    Call? lastCall;
    int changes, version;

    /// <summary>What all walls were told to do, and at which position of the log.</summary>
    public sealed record Call(long Position, WallCall To);

    public HungWalls(Database database, Commands commands, Feed feed, Access access, TimeProvider clock, Bell bell, ILogger<HungWalls> log)
    {
        (this.database, this.commands, this.clock, this.bell, this.log) = (database, commands, clock, bell, log);
        feed.Came += Came;
        access.Changed += Tell;
    }

    /// <summary>Is another when walls, or what somebody may, changed; the bell rings then.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>The last call to all walls since this node began; null if there was none.</summary>
    public Call? LastCall => Volatile.Read(ref lastCall);

    /// <summary>The wall that holds this secret; null if there is none, or no more.</summary>
    public async ValueTask<Wall?> Of(string? secret) =>
        secret is { Length: > 0 and <= 100 } && (Volatile.Read(ref known) ?? await Read()).TryGetValue(Wall.HashOf(secret), out var wall)
            && !(wall.RevokesAt <= clock.GetUtcNow().UtcDateTime) ? wall : null;

    /// <summary>Marks a wall as listening until the answer is disposed.</summary>
    public IDisposable Listens(WallId wall)
    {
        listening.AddOrUpdate(wall, 1, (_, count) => count + 1);
        _ = Note([wall]);
        return new Listener(this, wall);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(noteEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (!listening.IsEmpty) await Note([.. listening.Keys]);
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    async Task Note(Many<WallId> walls)
    {
        try { await commands.Send(new SeeWalls(walls), Actor.House(HouseActor.Program)); }
        catch (Exception e) { log.LogWarning(e, "That walls were seen could not be noted."); }
    }

    void Came(IReadOnlyList<LogEntry> entries)
    {
        var called = entries.LastOrDefault(entry => entry.Kind == callKind);
        if (called is not null) Volatile.Write(ref lastCall, new(called.Position, Json.Read<WallsCalled>(called.Content).To));
        if (called is not null || entries.Any(IsAboutWalls)) Tell();
    }

    static bool IsAboutWalls(LogEntry entry) => entry.Touched is { } touched && touched.Contains("\"Walls\"", StringComparison.Ordinal);

    void Tell()
    {
        Interlocked.Increment(ref changes);
        Volatile.Write(ref known, null);
        Interlocked.Increment(ref version);
        bell.Ring();
    }

    async Task<IReadOnlyDictionary<string, Wall>> Read()
    {
        await reading.WaitAsync();
        try
        {
            if (Volatile.Read(ref known) is { } already) return already;
            var before = Volatile.Read(ref changes);
            using var read = await database.Read();
            var walls = await read.Reader.All<Wall>().Where(w => w.RevokedAt == null).Take(Wall.MostWalls).ToDictionaryAsync(w => w.Hash);
            // Kept only if none changed meanwhile: what was revoked just now must not come back.
            if (Volatile.Read(ref changes) == before) Volatile.Write(ref known, walls);
            if (Volatile.Read(ref changes) != before) Volatile.Write(ref known, null);
            return walls;
        }
        finally { reading.Release(); }
    }

    sealed class Listener(HungWalls walls, WallId wall) : IDisposable
    {
        public void Dispose()
        {
            if (walls.listening.AddOrUpdate(wall, 0, (_, count) => count - 1) <= 0) walls.listening.TryRemove(new(wall, 0));
        }
    }
}
