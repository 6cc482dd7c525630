using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// The log as it grows, in order and without gaps, to everything that is live on this node. What this process commits
/// arrives directly; of what other nodes commit they tell ("the head is at N"), and it is looked for every 250 ms besides.
/// The database is the truth: the entries are always read from it, from the last position on.
/// </summary>
public sealed class Feed(Database database, Access access, OpenSessions sessions, INodeTalk talk, TimeProvider clock, ILogger<Feed> log) : BackgroundService
{
    static readonly TimeSpan lookEvery = TimeSpan.FromMilliseconds(250);
    readonly Lock order = new();
    readonly SemaphoreSlim catchUp = new(1, 1);
    readonly SemaphoreSlim bell = new(0, 1);
    long position = -1, lookedAt;

    /// <summary>When this node last saw that it has passed on everything there was (UTC): what is shown is true up to then.</summary>
    public DateTime LookedAt => new(Volatile.Read(ref lookedAt), DateTimeKind.Utc);

    /// <summary>Every entry up to here was passed on.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>New entries, in order. Handlers are quick and never throw.</summary>
    public event Action<IReadOnlyList<LogEntry>>? Came;

    /// <summary>Begins at the present; called once before anything is live.</summary>
    public async Task Begin()
    {
        using var reading = await database.Read();
        lock (order) if (position < 0) position = reading.Reader.Position;
        Volatile.Write(ref lookedAt, clock.GetUtcNow().UtcTicks);
    }

    internal void Committed(IReadOnlyList<LogEntry> entries)
    {
        lock (order)
        {
            if (entries[0].Position == position + 1) Pass(entries);
            // Another process was in between (or we have not begun): the look-out will read it.
            else Ring();
        }
        talk.TellHead(entries[^1].Position);
    }

    void HeadCame(long head)
    {
        if (head > Position) Ring();
    }

    void Ring()
    {
        try { bell.Release(); } catch (SemaphoreFullException) { /* it rings already */ }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Begin();
        talk.HeadCame += HeadCame;
        try
        {
            while (true)
            {
                await bell.WaitAsync(lookEvery, stoppingToken);
                try { await CatchUp(); }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "The log could not be read; trying again.");
                    await Task.Delay(lookEvery, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally { talk.HeadCame -= HeadCame; }
    }

    /// <summary>Reads on from the last position until the head.</summary>
    public async Task CatchUp()
    {
        await catchUp.WaitAsync();
        try
        {
            while (true)
            {
                var now = clock.GetUtcNow().UtcTicks;
                using var reading = await database.Read();
                if (reading.Reader.Position <= Position) { Volatile.Write(ref lookedAt, now); return; }
                var from = Position;
                var entries = await reading.Reader.All<LogEntry>().Where(e => e.Position > from).OrderBy(e => e.Position).Take(500).ToListAsync();
                if (entries.Count == 0) return;
                lock (order)
                {
                    entries.RemoveAll(e => e.Position <= position);
                    if (entries.Count > 0 && entries[0].Position != position + 1)
                        log.LogCritical("A hole in the log: {From} is followed by {To}.", position, entries[0].Position);
                    if (entries.Count > 0) Pass(entries);
                }
            }
        }
        finally { catchUp.Release(); }
    }

    void Pass(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Touches is { } touched) access.Committed(touched);
            sessions.Committed(entry);
        }
        // Views are marked before the position moves: nobody may think that a view has seen what it was not yet told.
        Came?.Invoke(entries);
        Volatile.Write(ref position, entries[^1].Position);
    }
}
