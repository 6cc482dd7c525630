using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// The one door for changes: permission, command id, transaction, <c>Run</c>, consequences, errands, and an ending in
/// fixed order (roll-ups, numbers, head and log), then the commit. A repeat with the same id returns the first outcome.
/// </summary>
public sealed class Commands
{
    static readonly ConcurrentDictionary<Type, Meta> metas = new();

    readonly Database database;
    readonly IWriter writer;
    readonly Access access;
    readonly Departments departments;
    readonly Consequences consequences;
    readonly IdAllocator ids;
    readonly Feed feed;
    readonly ErrandBell bell;
    readonly TimeProvider clock;
    readonly Needed needed;
    readonly ILogger<Commands> log;
    AuditNotes? notes;

    internal Commands(Database database, IWriter writer, Access access, Departments departments, Consequences consequences,
        IdAllocator ids, Feed feed, ErrandBell bell, TimeProvider clock, Needed needed, ILogger<Commands> log) =>
        (this.database, this.writer, this.access, this.departments, this.consequences, this.ids, this.feed, this.bell, this.clock, this.needed, this.log) =
        (database, writer, access, departments, consequences, ids, feed, bell, clock, needed, log);

    /// <summary>Told of each refused permission, so that it stands in the log.</summary>
    internal void Tell(AuditNotes notes) => this.notes = notes;

    /// <param name="command">What is asked for.</param>
    /// <param name="actor">Who asks; a person's permissions are looked up afresh.</param>
    /// <param name="id">Names this asking: the same id again does nothing and returns the first outcome.</param>
    /// <param name="behind">True for bulk work: people's commands go first.</param>
    public Task<Outcome> Send(Command command, Actor actor, string? id = null, bool behind = false) => Send((ICommand)command, actor, id, behind);

    public async Task<Outcome<T>> Send<T>(Command<T> command, Actor actor, string? id = null, bool behind = false)
    {
        var (outcome, answer) = await Ask(command, actor, id, behind);
        return new(outcome.Refusal, outcome.Position, answer is null ? default : (T)answer) { Repeated = outcome.Repeated };
    }

    public async Task<Outcome> Send(ICommand command, Actor actor, string? id = null, bool behind = false)
    {
        var (outcome, answer) = await Ask(command, actor, id, behind);
        return outcome with { Said = answer };
    }

    async Task<(Outcome Outcome, object? Answer)> Ask(ICommand command, Actor actor, string? id, bool behind)
    {
        var meta = metas.GetOrAdd(command.GetType(), MetaOf);
        if (await access.Fresh(actor) is not { } fresh || !needed.Opens(command.GetType(), fresh))
        {
            if (notes is not null && needed.By(command.GetType()) is not null) _ = notes.Refused(actor, meta.Name);
            return (new(Needed.No(command.GetType()), 0), null);
        }

        var duties = await access.Duties();
        string? hash = meta.IsQuiet ? "" : null;
        var uniqueAgain = false;
        string? wanted = null;
        for (var tries = 0; ; tries++)
        {
            try
            {
                hash ??= HashOf(command, meta);
                var job = new Job(this, command, meta, hash, fresh, duties, id ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
                if (wanted is not null) await ids.Lease(wanted);
                wanted = null;
                writer.Enqueue(job, behind);
                return await job.Done.Task;
            }
            catch (RefusedException refused) { return (new(refused.Refusal, 0), null); }
            catch (NeedsBlock needs) when (tries < 100) { wanted = needs.Kind; }
            catch (DbUpdateException e) when (IsUnique(e) && !uniqueAgain) { uniqueAgain = true; }
            catch (Exception e) when (IsUnique(e) && uniqueAgain) { return (new(new(Refusal.Conflict, "Someone else has just entered the same; look at what is there now."), 0), null); }
            catch (DatabaseHeld) { return (new(new(Refusal.Unavailable, "Another program holds the database just now; nothing was saved. Try again in a moment."), 0), null); }
            catch (Exception e)
            {
                var incident = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^10..];
                log.LogError(e, "Incident {Incident}: {Command} by {Actor} failed; nothing of it was saved.", incident, meta.Name, fresh.Name);
                var words = Damage.Is(e) ? (Words)$"The database's file is damaged; nothing was saved. Tell your administrator: incident {incident}."
                    : IsDiskFull(e) ? (Words)$"The disk of the database is full; nothing was saved. Tell your administrator: incident {incident}."
                    : $"This failed through a mistake of ours; nothing was saved. Tell your administrator: incident {incident}.";
                return (new(new(IsDiskFull(e) || Damage.Is(e) ? Refusal.Unavailable : Refusal.Incident, words), 0), null);
            }
        }
    }

    async Task<object?> Run(ICommand command, Work work, DutiesNow duties)
    {
        if (!needed.Opens(command.GetType(), work.Actor)) throw new RefusedException(Needed.No(command.GetType()));
        await work.Reach(command);
        if (!work.IsFollowing) await duties.Ask(command.GetType().Name, command, work);
        return await command.RunWhole(work);
    }

    // Everything of one command inside the writer's transaction.
    async Task<Result> Do(Job job, Writing writing)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var meta = job.Meta;
        if (!meta.IsQuiet && Earlier(writing, job) is { } earlier) return earlier;

        await using var db = writing.Context();
        // Changes are looked for when they are written (Tracked.Flush), not whenever an entry is asked for.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var tracked = new Tracked(db, writing, departments);
        var work = new Work(db, writing, job.Actor, now, ids, tracked, (part, inside) => Run(part, inside, job.Duties));
        await work.Reach(job.Command);
        await job.Duties.Ask(meta.Name, job.Command, work);
        var answer = await job.Command.RunWhole(work);
        await tracked.Flush(isLast: work.Endings.Count + work.Numbers.Count == 0 && !work.Raised.Exists(fact => consequences.Find(fact.GetType()) is { Then.Count: > 0 }));
        await Follow(work, tracked);

        foreach (var changes in work.Endings.Values)
            foreach (var change in changes) await change(db);
        foreach (var (series, year, give) in work.Numbers.OrderBy(n => n.Series, StringComparer.Ordinal).ThenBy(n => n.Year)) give(NextNumber(writing, series, year));
        if (work.Endings.Count + work.Numbers.Count > 0) await tracked.Flush(isLast: true);

        tracked.WriteLookups();
        foreach (var errand in work.Errands) Queue(writing, errand, now);
        if (meta.IsQuiet) return new(new Outcome(null, 0), answer, [], work.Errands.Count > 0);

        var entries = Log(writing, job, work, tracked, now, answer);
        return new(new Outcome(null, writing.Log.Head), answer, entries, work.Errands.Count > 0);
    }

    async Task Follow(Work work, Tracked tracked)
    {
        work.IsFollowing = true;
        var depth = new List<int>();
        for (var i = 0; i < work.Raised.Count; i++)
        {
            while (depth.Count < work.Raised.Count) depth.Add(0);
            if (consequences.Find(work.Raised[i].GetType()) is not { } entry) continue;
            if (depth[i] >= Consequences.MostDepth) throw new InvalidOperationException($"{work.Raised[i].GetType().Name} follows from itself.");
            foreach (var (_, make) in entry.Then)
            {
                if (make(work.Raised[i]) is not { } command) continue;
                await command.RunWhole(work);
                await tracked.Flush();
                while (depth.Count < work.Raised.Count) depth.Add(depth[i] + 1);
            }
            foreach (var (_, make) in entry.Later)
                if (make(work.Raised[i]) is { } errand) work.Later(errand);
        }
    }

    static Result? Earlier(Writing writing, Job job)
    {
        if (writing.Log.Find(job.Id) is not { } earlier) return null;
        Refuse.If(earlier.Hash != job.Hash, "The same request id was used before with other content; nothing was done.", Refusal.RepeatedWithOtherContent);
        var answer = earlier.Answer is { } json && job.Meta.Answer is { } type ? Json.Read(json, type) : null;
        return new(new Outcome(null, earlier.Position) { Repeated = true }, answer, [], false);
    }

    static long NextNumber(Writing writing, string series, int year)
    {
        var next = writing.IsSqlite
            ? writing.Scalar("UPDATE \"NumberSeries\" SET \"Last\" = \"Last\" + 1 WHERE \"Name\" = @name AND \"Year\" = @year RETURNING \"Last\"", ("@name", series), ("@year", year))
            : writing.Scalar("UPDATE \"NumberSeries\" SET \"Last\" = \"Last\" + 1 OUTPUT inserted.\"Last\" WHERE \"Name\" = @name AND \"Year\" = @year", ("@name", series), ("@year", year));
        if (next is not null) return Convert.ToInt64(next);
        writing.Execute("INSERT INTO \"NumberSeries\" (\"Name\", \"Year\", \"Last\") VALUES (@name, @year, 1)", ("@name", series), ("@year", year));
        return 1;
    }

    void Queue(Writing writing, Errand errand, DateTime now) =>
        writing.Execute("""
            INSERT INTO "Errands" ("Id", "Kind", "Content", "Subject", "State", "Tries", "CreatedAt", "NextAt")
            VALUES (@id, @kind, @content, @subject, 'Waiting', 0, @created, @next)
            """, ("@id", ids.Next("Errand")), ("@kind", ErrandRunner.NameOf(errand.GetType())), ("@content", Json.Write(errand)), ("@subject", errand.Subject),
            ("@created", now), ("@next", now));

    // Positions are taken when everything else is done, so that they are in commit order and without gaps.
    static List<LogEntry> Log(Writing writing, Job job, Work work, Tracked tracked, DateTime now, object? answer)
    {
        var facts = work.Raised;
        var count = Math.Max(facts.Count, tracked.Touched.IsEmpty ? 0 : 1);
        // The history of a record is a view like any other: it wakes by the subjects of the facts.
        foreach (var fact in facts) tracked.Touched.Add(Touched.Subjects, EventKinds.SubjectsOf(fact));
        var said = answer is null ? null : Json.Write(answer);
        var first = count > 0 ? writing.Log.Next(count) : writing.Log.Head + 1;
        var entries = new List<LogEntry>(count);
        var subjects = new List<LogSubject>();
        for (var i = 0; i < count; i++)
        {
            var fact = i < facts.Count ? facts[i] : null;
            entries.Add(new()
            {
                Position = first + i,
                At = now,
                Actor = job.Actor.Id,
                CommandId = job.Id,
                Command = job.Meta.Name,
                Kind = fact is null ? "" : EventKinds.NameOf(fact.GetType()),
                Content = fact is null ? "{}" : Json.Write(fact),
                Touched = i == 0 ? Json.Write(tracked.Touched) : null,
                Changes = i == 0 && tracked.Changes.Count > 0 ? Json.Write(tracked.Changes) : null,
                Origin = job.Origin,
            });
            if (fact is null) continue;
            foreach (var subject in EventKinds.SubjectsOf(fact)) subjects.Add(new() { Kind = Ids.KindOf(subject), Id = subject.Value, Position = first + i });
        }
        writing.Log.Add(entries, subjects, new() { Id = job.Id, Kind = job.Meta.Name, Hash = job.Hash, Actor = job.Actor.Id, At = now, Position = first - 1 + count, Answer = said });
        return entries;
    }

    static string HashOf(ICommand command, Meta meta) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(meta.Name + Json.Write(command))))[..32];

    static bool IsUnique(Exception e) => e.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    static bool IsDiskFull(Exception? e) => e is not null && (e is SqliteException { SqliteErrorCode: 13 } || IsDiskFull(e.InnerException));

    static Meta MetaOf(Type type)
    {
        var answer = type.BaseType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(Command<>) ? generic.GetGenericArguments()[0] : null;
        return new(type.Name, type.IsDefined(typeof(QuietAttribute)), answer);
    }

    sealed record Meta(string Name, bool IsQuiet, Type? Answer);

    sealed record Result(Outcome Outcome, object? Answer, List<LogEntry> Entries, bool HasErrands);

    sealed class Job(Commands commands, ICommand command, Meta meta, string hash, Actor actor, DutiesNow duties, string id) : WriteJob
    {
        Result? result;

        public ICommand Command { get; } = command;
        public Meta Meta { get; } = meta;
        public string Hash { get; } = hash;
        public Actor Actor { get; } = actor;
        public DutiesNow Duties { get; } = duties;
        public string Id { get; } = id;
        // Taken where it was asked: the writer runs elsewhere.
        public string? Origin { get; } = Origins.Of(actor);
        public TaskCompletionSource<(Outcome, object?)> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task Run(Writing writing) => result = await commands.Do(this, writing);

        public override void Committed()
        {
            if (result!.Entries.Count > 0) commands.feed.Committed(result.Entries);
            if (result.HasErrands) commands.bell.Ring();
            Done.TrySetResult((result.Outcome, result.Answer));
        }

        public override void Failed(Exception exception) => Done.TrySetException(exception);
    }
}
