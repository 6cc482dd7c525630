using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>Which node does a piece of background work, and until when it may without renewing.</summary>
public sealed class Lease
{
    public required string Name { get; init; }
    public string Holder { get; private set; } = "";
    public DateTime Until { get; private set; }
    public DateTime Since { get; private set; }
}

/// <summary>
/// One runner for each background work among several nodes. A holder renews every five seconds; one that has not for
/// <see cref="Length"/> is taken over from, by whoever asks first. The nodes' clocks have to agree within a few seconds.
/// What runs under a lease is still safe to do twice (its writes carry ids), since a node may sleep through its own end.
/// </summary>
public sealed class Leases
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    static readonly TimeSpan every = TimeSpan.FromSeconds(5);

    readonly IWriter writer;
    readonly Node node;
    readonly TimeProvider clock;
    readonly ILogger<Leases> log;

    internal Leases(IWriter writer, Node node, TimeProvider clock, ILogger<Leases> log) => (this.writer, this.node, this.clock, this.log) = (writer, node, clock, log);

    /// <summary>
    /// Does the work while this node holds its lease, and waits for it while another does. The token ends when the lease is
    /// lost or the host stops; work that ends by itself is not begun again. A node alone just works.
    /// </summary>
    public async Task Run(string work, Func<CancellationToken, Task> run, CancellationToken stop)
    {
        if (!node.IsOneOfMany)
        {
            await run(stop);
            return;
        }
        while (!stop.IsCancellationRequested)
        {
            if (!await TryHold(work))
            {
                try { await Task.Delay(every, clock, stop); } catch (OperationCanceledException) { /* the host stops */ }
                continue;
            }
            using var held = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var renewing = Renew(work, held);
            try { await run(held.Token); }
            catch (OperationCanceledException) when (held.IsCancellationRequested) { /* lost, or the host stops */ }
            var wasLost = held.IsCancellationRequested && !stop.IsCancellationRequested;
            await held.CancelAsync();
            await renewing;
            if (wasLost) continue;
            await LetGo(work);
            return;
        }
    }

    async Task Renew(string work, CancellationTokenSource held)
    {
        var until = clock.GetUtcNow() + Length;
        while (!held.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(every, clock, held.Token);
                if (!await TryHold(work)) break;
                until = clock.GetUtcNow() + Length;
            }
            catch (OperationCanceledException) { return; }
            catch (Exception e)
            {
                log.LogWarning(e, "The lease of {Work} could not be renewed; it is tried again until it ends.", work);
                if (clock.GetUtcNow() > until) break;
            }
        }
        log.LogWarning("{Work} ends on {Node}: its lease was lost.", work, node.Name);
        await held.CancelAsync();
    }

    /// <summary>Takes or renews the lease of a work; false while another node holds it.</summary>
    public async Task<bool> TryHold(string work)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            return await writer.Chore(writing => Task.FromResult(Hold(writing, work, now)));
        }
        // Two nodes asked for a work that nobody had held before: one of them has it.
        catch (Exception e) when (e is SqlException { Number: 2601 or 2627 } or SqliteException { SqliteExtendedErrorCode: 1555 or 2067 }) { return false; }
    }

    bool Hold(Writing writing, string work, DateTime now)
    {
        var until = now + Length;
        if (writing.Execute("UPDATE \"Leases\" SET \"Until\" = @until WHERE \"Name\" = @name AND \"Holder\" = @me AND \"Until\" >= @now",
            ("@until", until), ("@name", work), ("@me", node.Name), ("@now", now)) > 0) return true;
        var before = writing.Scalar("SELECT \"Holder\" FROM \"Leases\" WHERE \"Name\" = @name", ("@name", work)) as string;
        if (before is null)
            writing.Execute("INSERT INTO \"Leases\" (\"Name\", \"Holder\", \"Until\", \"Since\") VALUES (@name, @me, @until, @now)", ("@name", work), ("@me", node.Name), ("@until", until), ("@now", now));
        else if (writing.Execute("UPDATE \"Leases\" SET \"Holder\" = @me, \"Until\" = @until, \"Since\" = @now WHERE \"Name\" = @name AND (\"Holder\" = @me OR \"Until\" < @now)",
            ("@me", node.Name), ("@until", until), ("@now", now), ("@name", work)) == 0) return false;
        if (before is null || before == node.Name) log.LogInformation("{Work} runs on {Node}.", work, node.Name);
        else log.LogWarning("{Work} runs on {Node}: taken over from {Before}, which had not renewed its lease.", work, node.Name, before);
        return true;
    }

    async Task LetGo(string work)
    {
        try
        {
            await writer.Chore(writing => Task.FromResult(writing.Execute("UPDATE \"Leases\" SET \"Until\" = \"Since\" WHERE \"Name\" = @name AND \"Holder\" = @me", ("@name", work), ("@me", node.Name))));
        }
        // It ends by itself a little later.
        catch (Exception e) { log.LogDebug(e, "The lease of {Work} was not given back.", work); }
    }
}
