using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// The only writer of the embedded database in this process: one thread, one connection, group commit. Each job has its
/// savepoint, so one that fails harms no other; answers are given after the commit. Leaving the queueing to SQLite's own
/// waiting gives tails of a second.
/// </summary>
sealed class SqliteWriter : IWriter
{
    const int MostInGroup = 32;
    static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(5);

    readonly ConcurrentQueue<WriteJob> front = new();
    readonly ConcurrentQueue<WriteJob> behind = new();
    readonly SemaphoreSlim waiting = new(0);
    readonly CancellationTokenSource stop = new();
    readonly Database database;
    readonly ILogger log;
    readonly Thread thread;

    public SqliteWriter(Database database, ILogger<SqliteWriter> log)
    {
        (this.database, this.log) = (database, log);
        thread = new(Loop) { IsBackground = true, Name = "writer" };
        thread.Start();
    }

    public void Enqueue(WriteJob job, bool behind = false)
    {
        if (stop.IsCancellationRequested) { job.Failed(new ObjectDisposedException(nameof(SqliteWriter))); return; }
        (behind ? this.behind : front).Enqueue(job);
        waiting.Release();
    }

    public void Dispose()
    {
        if (stop.IsCancellationRequested) return;
        stop.Cancel();
        thread.Join(TimeSpan.FromSeconds(10));
    }

    WriteJob? Next() => front.TryDequeue(out var job) || behind.TryDequeue(out job) ? job : null;

    void Loop()
    {
        Writing? writing = null;
        SqliteConnection? connection = null;
        try
        {
            while (!stop.IsCancellationRequested || !front.IsEmpty || !behind.IsEmpty)
            {
                try { waiting.Wait(stop.Token); } catch (OperationCanceledException) { }
                if (Next() is not { } first) continue;
                if (writing is null)
                {
                    connection = new SqliteConnection(database.Settings.ConnectionString);
                    try { connection.Open(); Pragmas.Apply(connection, database.Settings); }
                    catch (Exception e) { connection.Dispose(); first.Failed(e); continue; }
                    writing = new Writing(database, connection, keepsStatements: true);
                }
                Group(first, writing, connection!);
            }
        }
        finally { writing?.Dispose(); }
    }

    void Group(WriteJob first, Writing writing, SqliteConnection connection)
    {
        var done = new List<WriteJob>(MostInGroup);
        SqliteTransaction? transaction = null;
        try
        {
            transaction = connection.BeginTransaction(deferred: false);
            writing.Transaction = transaction;
            var started = Stopwatch.GetTimestamp();
            for (WriteJob? job = first; job is not null; job = Another(done.Count, started))
                if (One(job, writing)) done.Add(job);
            transaction.Commit();
            transaction.Dispose();
        }
        catch (Exception e)
        {
            // The engine gave up on the group (disk full, I/O error): undo it all, then each job alone, so that one cannot harm another.
            log.LogWarning(e, "A group of {Count} commands was undone; each runs again alone.", done.Count);
            try { transaction?.Rollback(); } catch (Exception again) when (again is SqliteException or InvalidOperationException) { log.LogDebug(again, "The engine had undone the group already."); }
            transaction?.Dispose();
            if (done.Count == 0) { first.Failed(e); return; }
            foreach (var job in done) Alone(job, writing, connection);
            return;
        }
        foreach (var job in done) job.Committed();
    }

    WriteJob? Another(int count, long started)
    {
        if (count >= MostInGroup || Stopwatch.GetElapsedTime(started) > LongestGroup || !waiting.Wait(0)) return null;
        var next = Next();
        return next;
    }

    void Alone(WriteJob job, Writing writing, SqliteConnection connection)
    {
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            writing.Transaction = transaction;
            if (!One(job, writing)) return;
            transaction.Commit();
        }
        catch (Exception e) { job.Failed(e); return; }
        job.Committed();
    }

    static bool One(WriteJob job, Writing writing)
    {
        writing.Execute("SAVEPOINT job");
        try
        {
            job.Run(writing).GetAwaiter().GetResult();
            writing.Execute("RELEASE job");
            return true;
        }
        catch (Exception e) when (e is not SqliteException { SqliteErrorCode: 13 or 10 or 11 })
        {
            writing.Execute("ROLLBACK TO job");
            writing.Execute("RELEASE job");
            job.Failed(e);
            return false;
        }
    }
}
