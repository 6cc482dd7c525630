using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// What a command works with: one transaction, its actor, its instant. Everything it adds, changes, raises and asks for
/// commits together or not at all. Nothing but the database is awaited inside.
/// </summary>
public sealed class Work
{
    readonly Writing writing;
    readonly IdAllocator ids;
    readonly Tracked tracked;
    readonly Func<ICommand, Work, Task<object?>> part;

    internal Work(BackOfficeDb db, Writing writing, Actor actor, DateTime now, IdAllocator ids, Tracked tracked, Func<ICommand, Work, Task<object?>> part)
    {
        (Db, this.writing, Actor, Now, this.ids, this.tracked, this.part) = (db, writing, actor, now, ids, tracked, part);
    }

    internal BackOfficeDb Db { get; }
    internal List<Event> Raised { get; } = [];
    internal List<Errand> Errands { get; } = [];
    internal SortedList<string, List<Func<BackOfficeDb, Task>>> Endings { get; } = new(StringComparer.Ordinal);
    internal List<(string Series, int Year, Action<long> Give)> Numbers { get; } = [];

    public Actor Actor { get; }
    /// <summary>What follows by the table may not refuse: no limit and no duty is asked of it.</summary>
    internal bool IsFollowing { get; set; }
    /// <summary>The instant of the command, UTC; the same everywhere inside it.</summary>
    public DateTime Now { get; }
    public CompanyInfo Company => writing.Database.Company;
    /// <summary>The accounting day of <see cref="Now"/> in the company's zone.</summary>
    public DateOnly Today => Company.DayOf(Now);

    /// <summary>
    /// Finds the root, locks it until the end and raises its version, even if only a part of it changes.
    /// Refuses when there is none (or it is beyond the actor's reach).
    /// </summary>
    public async Task<T> Find<T>(IId id) where T : class, IRoot
    {
        if (await Seek<T>(id) is { } root) return root;
        throw NotThere(typeof(T).Name);
    }

    /// <summary>As <see cref="Find"/>, but null when there is none, or it is beyond the actor's reach.</summary>
    public async Task<T?> Seek<T>(IId id) where T : class, IRoot
    {
        if (Known<T>(id) is { } known) return known;
        if (!await Sees(id)) return null;
        // SQLite has one writer at a time, so loading is locking; SQL Server locks by raising the version first.
        if (!writing.IsSqlite) await Finder<T>.RaiseVersion(Db, id);
        var root = await Load<T>(id, isTracked: true);
        if (root is not null && tracked.Locked.Add(root) && writing.IsSqlite)
        {
            var version = Db.Entry(root).Property<int>(nameof(IRoot.Version));
            version.CurrentValue = version.OriginalValue + 1;
        }
        return root;
    }

    /// <summary>Reads without locking; null when there is none, or it is beyond the actor's reach. Not tracked: changes to it are not saved.</summary>
    public async Task<T?> Look<T>(IId id) where T : class =>
        Known<T>(id) is { } known && !tracked.WasBulk<T>() ? known : await Sees(id) ? await Load<T>(id, isTracked: false) : null;

    /// <summary>
    /// A tracked query inside the transaction, over the whole company: a rule holds for what the actor does not see, too. What
    /// it answers by anything but an id that a person gave, ask <see cref="Sees"/> for. After an <c>ExecuteUpdate</c> on it,
    /// say <see cref="Touched{T}"/>.
    /// </summary>
    public IQueryable<T> All<T>() where T : class
    {
        if (LogBook.Keeps<T>()) writing.Log.Write();
        return Db.Rows<T>();
    }

    /// <summary>Whether the actor's reach sees this record. What follows by the table is asked nothing.</summary>
    public async Task<bool> Sees(IId id) => await Hidden([id]) is null;

    /// <summary>Refuses a command that names a record beyond the actor's reach, as if there were none.</summary>
    internal async Task Reach(ICommand command)
    {
        if (await Hidden(RowRules.IdsIn(command)) is { } hidden) throw NotThere(Ids.KindOf(hidden));
    }

    async Task<IId?> Hidden(IEnumerable<IId> ids)
    {
        if (IsFollowing || Actor.Reach == Kernel.Reach.Everything) return null;
        Db.Reach = Actor.Reach;
        try { return (await RowRules.Hidden(Db, ids)).FirstOrDefault(); }
        finally { Db.Reach = Kernel.Reach.Everything; }
    }

    static RefusedException NotThere(string kind)
    {
        Words record = Texts.InWords(kind).ToLowerInvariant();
        return new(new(Refusal.NotFound, $"There is no such {record}."));
    }

    public void Add(object entity) => Db.Add(entity);
    public void Remove(object entity) => Db.Remove(entity);

    /// <summary>A new identifier, unique for its kind.</summary>
    public TId New<TId>() where TId : struct, IId => Ids.From<TId>(ids.Next(Ids.KindOf(typeof(TId))));

    /// <summary>States the fact; what follows from it stands in WhatFollows.</summary>
    public void Raise(Event fact) => Raised.Add(fact);

    /// <summary>An errand for after the commit; normally a line in WhatFollows.</summary>
    public void Later(Errand errand) => Errands.Add(errand);

    /// <summary>Another command as a part of this one: its permission is asked, its refusal refuses the whole.</summary>
    public Task Do(Command command) => part(command, this);
    public async Task<T> Do<T>(Command<T> command) => (T)(await part(command, this))!;

    /// <summary>Writes what was changed so far; needed only before a bulk statement that must see it.</summary>
    public Task Save() => tracked.Flush();

    /// <summary>Guards a rule over several roots: whoever takes the same name waits.</summary>
    public Task Lock(string name)
    {
        if (writing.Execute("UPDATE \"NamedLocks\" SET \"Version\" = \"Version\" + 1 WHERE \"Name\" = @name", ("@name", name)) == 0)
            writing.Execute("INSERT INTO \"NamedLocks\" (\"Name\", \"Version\") VALUES (@name, 1)", ("@name", name));
        return Task.CompletedTask;
    }

    /// <summary>A gapless number, taken as one of the last things before the commit. Series and year name its counter.</summary>
    public void NumberAtEnd(string series, int year, Action<long> give) => Numbers.Add((series, year, give));

    /// <summary>A roll-up or balance, run sorted by its key after everything else was written (one lock order for all).</summary>
    public void AtEnd(string key, Func<BackOfficeDb, Task> change)
    {
        if (!Endings.TryGetValue(key, out var changes)) Endings[key] = changes = [];
        changes.Add(change);
    }

    /// <summary>Says what a bulk statement touched: the typed ids in its rows. None means the whole table.</summary>
    public void Touched<T>(params IId[] ids) where T : class => tracked.Say(typeof(T), ids);

    /// <summary>
    /// Writes into this command's row of the log what a record was when it was written for good. The log is chained, so that a
    /// record which never changes cannot be changed unseen either.
    /// </summary>
    public void Seal(IId record, string digest) => tracked.Changes.Add(new(Ids.KindOf(record), record.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Change.Seal, null, digest));

    /// <summary>At the given instant the clock sends this command; the same key again replaces it, null takes it back.</summary>
    public void At(string key, DateTime? at, ICommand? command)
    {
        writing.Execute("DELETE FROM \"Dues\" WHERE \"Key\" = @key", ("@key", key));
        if (at is not { } instant || command is null) return;
        writing.Execute("INSERT INTO \"Dues\" (\"Key\", \"At\", \"Command\", \"Content\") VALUES (@key, @at, @command, @content)",
            ("@key", key), ("@at", instant), ("@command", command.GetType().FullName), ("@content", Json.Write(command)));
    }

    /// <summary>Refuses when the record changed since the person read it, and names who changed it.</summary>
    public void Expect(IRoot root, int seen)
    {
        var original = Db.Entry(root).Property<int>(nameof(IRoot.Version)).OriginalValue;
        var before = writing.IsSqlite ? original : original - 1;
        if (before == seen) return;
        var who = LastChange(root);
        Refuse.Because($"{who} changed this since you opened it. What you entered is kept; look at it again and repeat.", Refusal.Conflict);
    }

    /// <summary>Refuses what is over the amount that the actor's roles decide alone under this permission, and says whom to ask.</summary>
    public async Task Within(string permission, Money amount)
    {
        if (IsFollowing || Actor.LimitOf(permission, amount.Currency) is not { } limit || amount.Abs <= limit) return;
        Words over = $"{amount.Abs} is more than the {limit} that you decide alone.";
        if (limit.IsZero) over = $"Your roles decide no amounts in {amount.Currency} here.";
        Refuse.Because(await Approvers.Ask(this, over, permission, amount), Refusal.OverLimit);
    }

    // What this command found already: nobody else can have changed it, only a bulk statement of its own.
    T? Known<T>(IId id) where T : class
    {
        foreach (var root in tracked.Locked)
            if (root is T known && Finder<T>.IdOf(known).Equals(id)) return known;
        return null;
    }

    Task<T?> Load<T>(IId id, bool isTracked) where T : class =>
        writing.Loader?.TryLoad<T>(Db, id.Value, isTracked, out var found) is true ? Task.FromResult(found) : (isTracked ? Finder<T>.Tracked : Finder<T>.Untracked)(Db, id);

    string LastChange(IRoot root)
    {
        writing.Log.Write();
        var entry = Db.Entry(root);
        var id = entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p).CurrentValue).OfType<IId>().First();
        return writing.Scalar("""
            SELECT p."Name" FROM "LogSubjects" s JOIN "LogEntries" l ON l."Position" = s."Position" JOIN "People" p ON p."Id" = l."Actor"
            WHERE s."Kind" = @kind AND s."Id" = @id AND s."Position" =
                (SELECT MAX(x."Position") FROM "LogSubjects" x WHERE x."Kind" = @kind AND x."Id" = @id)
            """, ("@kind", Ids.KindOf(id)), ("@id", id.Value)) as string ?? "Someone";
    }
}
