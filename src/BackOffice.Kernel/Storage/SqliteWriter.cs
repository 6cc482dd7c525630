using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// The only writer of the embedded database in this process: one thread, one connection, group commit; answers are given after
/// the commit. A job that fails harms no other: what has written nothing is simply refused; what has is undone with its group, whose
/// others run again. Then for a while each job has its savepoint, which costs a tenth of the writer's time (SQLite copies every page
/// that it touches). Leaving the queueing to SQLite's own waiting gives tails of a second.
/// </summary>
sealed class SqliteWriter : IWriter
{
    const int MostInGroup = 32;
    static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(5), LongestWhileNobodyWaits = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(5), Caution = TimeSpan.FromSeconds(1);

    readonly ConcurrentQueue<WriteJob> front = new();
    readonly ConcurrentQueue<WriteJob> behind = new();
    readonly SemaphoreSlim waiting = new(0);
    readonly CancellationTokenSource stop = new();
    readonly Database database;
    readonly ILogger log;
    readonly WriteAheadLog wal;
    readonly Thread thread;
    readonly Lock group = new();
    // The thread's own.
    SqliteConnection? connection;
    Writing? writing;
    long? spoiltAt;

    public SqliteWriter(Database database, ILogger<SqliteWriter> log)
    {
        (this.database, this.log, wal) = (database, log, new(database.Settings.SqliteFile + "-wal", log));
        thread = new(Loop) { IsBackground = true, Name = "writer" };
        thread.Start();
    }

    public void Enqueue(WriteJob job, bool behind = false)
    {
        if (stop.IsCancellationRequested) { job.Failed(new ObjectDisposedException(nameof(SqliteWriter))); return; }
        (job.QueuedAt, job.IsBehind) = (Stopwatch.GetTimestamp(), behind);
        (behind ? this.behind : front).Enqueue(job);
        waiting.Release();
    }

    public void Dispose()
    {
        if (stop.IsCancellationRequested) return;
        stop.Cancel();
        thread.Join(TimeSpan.FromSeconds(10));
    }

    /// <summary>Waits until nothing is under way: who is refused is told so before the group ends. For tests that count calls.</summary>
    internal void Rest() { lock (group) { } }

    WriteJob? Next() => front.TryDequeue(out var job) || behind.TryDequeue(out job) ? job : null;

    void Loop()
    {
        try
        {
            while (!stop.IsCancellationRequested || !front.IsEmpty || !behind.IsEmpty)
            {
                try { waiting.Wait(stop.Token); } catch (OperationCanceledException) { }
                if (Next() is { } first) lock (group) Group(first);
            }
        }
        finally { LetGo(); }
    }

    // Whoever waits is told when there is no way to the database.
    bool Opens(WriteJob job)
    {
        if (writing is not null) return true;
        var fresh = database.ConnectToWrite();
        // How long it waits for a lock of another process.
        fresh.DefaultTimeout = (int)Patience.TotalSeconds;
        try { fresh.Open(); Pragmas.Apply(fresh, database.Settings); wal.Limit(fresh); }
        catch (Exception e) { fresh.Dispose(); job.Failed(e); return false; }
        (connection, writing) = (fresh, new Writing(database, fresh, keepsStatements: true));
        return true;
    }

    // After a call that failed nobody knows whether a transaction is open: the engine may have ended it while its driver believes in
    // it still, or have begun one that the driver knows nothing of. In both states nothing can be written any more: on with a new connection.
    void LetGo(SqliteTransaction? believedOpen = null)
    {
        if (writing is null) return;
        var (isOpen, isBelieved) = (SQLitePCL.raw.sqlite3_get_autocommit(connection!.Handle) == 0, believedOpen?.Connection is not null);
        // The driver forgets a transaction only after a ROLLBACK that the engine takes: give it one to roll back. One that only the
        // engine knows of would hold the database for ever if a statement kept the connection from closing.
        if (isBelieved && !isOpen) _ = SQLitePCL.raw.sqlite3_exec(connection.Handle, "BEGIN");
        if (isOpen && !isBelieved) _ = SQLitePCL.raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        try { writing.Dispose(); }
        catch (Exception e)
        {
            log.LogWarning(e, "The writer's connection could not be closed in order; its engine is let go.");
            if (connection!.Handle is { IsInvalid: false, IsClosed: false } engine)
            {
                if (SQLitePCL.raw.sqlite3_get_autocommit(engine) == 0) _ = SQLitePCL.raw.sqlite3_exec(engine, "ROLLBACK");
                engine.Dispose();
            }
        }
        (connection, writing) = (null, null);
    }

    void Group(WriteJob first)
    {
        if (!Opens(first)) return;
        var done = new List<WriteJob>(MostInGroup);
        var current = first;
        SqliteTransaction? transaction = null;
        try
        {
            transaction = connection!.BeginTransaction(deferred: false);
            writing!.Begin(transaction);
            var started = Stopwatch.GetTimestamp();
            var isCareful = !database.WritesOneByOne && spoiltAt is { } spoilt && Stopwatch.GetElapsedTime(spoilt) < Caution;
            var peopleWait = false;
            for (WriteJob? job = first; job is not null; job = Another(done.Count, started, peopleWait))
            {
                current = job;
                peopleWait |= !job.IsBehind;
                if (isCareful ? Saved(job, writing) : One(job, writing)) done.Add(job);
            }
            writing.Log.Write();
            transaction.Commit();
            transaction.Dispose();
        }
        catch (SqliteException e) when (transaction is null && e.SqliteErrorCode is 5 or 6)
        {
            log.LogWarning("Another program has held the database for {Seconds} s; what waited is told so.", Patience.TotalSeconds);
            first.Failed(new DatabaseHeld(e));
            while ((front.TryPeek(out var old) || behind.TryPeek(out old)) && Stopwatch.GetElapsedTime(old.QueuedAt) > Patience && waiting.Wait(0)) Next()?.Failed(new DatabaseHeld(e));
            return;
        }
        catch (Exception e)
        {
            // A job failed after it had written, or the engine gave up on the group (disk full, I/O error): undo it all, then each job
            // alone, so that one cannot harm another.
            if (e is Spoilt) spoiltAt = Stopwatch.GetTimestamp();
            else log.LogWarning(e, "A group of {Count} commands was undone; each runs again alone.", done.Count);
            Undo(transaction, e);
            // Telling a job twice is harmless: the first answer stands.
            if (!done.Contains(current)) current.Failed(CauseOf(e));
            foreach (var job in done) Alone(job);
            return;
        }
        foreach (var job in done) Tell(job);
        wal.KeepBounded(connection);
    }

    // The writer outlives whatever goes wrong in those who listen to a commit: it was made, and others wait.
    void Tell(WriteJob job)
    {
        try { job.Committed(); }
        catch (Exception e)
        {
            log.LogError(e, "A commit was made, but telling of it failed.");
            job.Failed(e);
        }
    }

    // A group that nobody waits for may be longer, until somebody comes: a page that its jobs share is written once.
    WriteJob? Another(int count, long started, bool peopleWait)
    {
        if (database.WritesOneByOne || count >= MostInGroup) return null;
        var longest = peopleWait || !front.IsEmpty ? LongestGroup : LongestWhileNobodyWaits;
        return Stopwatch.GetElapsedTime(started) > longest || !waiting.Wait(0) ? null : Next();
    }

    void Alone(WriteJob job)
    {
        if (!Opens(job)) return;
        SqliteTransaction? transaction = null;
        try
        {
            transaction = connection!.BeginTransaction(deferred: false);
            writing!.Begin(transaction);
            var isDone = One(job, writing);
            writing.Log.Write();
            transaction.Commit();
            if (!isDone) return;
        }
        catch (Exception e)
        {
            Undo(transaction, e);
            job.Failed(CauseOf(e));
            return;
        }
        Tell(job);
    }

    // A refusal leaves the connection as it was; after anything else nobody knows.
    void Undo(SqliteTransaction? transaction, Exception e)
    {
        if (CauseOf(e) is not RefusedException || transaction is null) { LetGo(transaction); return; }
        try
        {
            transaction.Rollback();
            transaction.Dispose();
        }
        catch (Exception again) when (again is SqliteException or InvalidOperationException) { LetGo(transaction); }
    }

    static bool One(WriteJob job, Writing writing)
    {
        var before = writing.Changes;
        try
        {
            job.Run(writing).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (!IsOfTheEngine(e))
        {
            if (writing.Changes != before) throw new Spoilt(e);
            job.Failed(e);
            return false;
        }
    }

    static bool Saved(WriteJob job, Writing writing)
    {
        // What waits of those before is not this job's to undo.
        writing.Log.Write();
        writing.Execute("SAVEPOINT job");
        try
        {
            job.Run(writing).GetAwaiter().GetResult();
            writing.Execute("RELEASE job");
            return true;
        }
        catch (Exception e) when (!IsOfTheEngine(e))
        {
            writing.Log.Begin();
            try
            {
                writing.Execute("ROLLBACK TO job");
                writing.Execute("RELEASE job");
            }
            catch (SqliteException)
            {
                // The engine has undone the whole group by itself: what failed first is what people are told.
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e);
            }
            job.Failed(e);
            return false;
        }
    }

    sealed class Spoilt(Exception cause) : Exception("A job failed after it had written.", cause);

    static Exception CauseOf(Exception e) => e is Spoilt { InnerException: { } cause } ? cause : e;

    /// <summary>Disk full, I/O error, damage: then SQLite may have undone the whole group, not only this job.</summary>
    static bool IsOfTheEngine(Exception? e) => e is not null && (e is SqliteException { SqliteErrorCode: 13 or 10 or 11 } || IsOfTheEngine(e.InnerException));
}
