using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// What each person may do now, from the database; kept until someone's roles change. Commands, views and pages ask
/// here, never the claims that a browser holds.
/// </summary>
public sealed class Access(Database database, Departments departments)
{
    static readonly HashSet<string> tables = ["People", "PersonRoles", "RolePermissions"];
    readonly ConcurrentDictionary<PersonId, Actor?> actors = new();
    int changes;

    /// <summary>The person with their permissions; null if unknown, disabled or of the house.</summary>
    public async Task<Actor?> Of(PersonId id)
    {
        if (actors.TryGetValue(id, out var known)) return known;
        var before = Volatile.Read(ref changes);
        using var reading = await database.Read();
        var person = await reading.Db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id);
        Actor? actor = null;
        if (person is { IsActive: true, IsHouse: false })
        {
            var roles = person.Roles.Select(r => r.Role).Order(StringComparer.Ordinal).ToArray();
            var permissions = (await reading.Db.Set<RolePermission>().AsNoTracking().Where(p => roles.Contains(p.Role)).Select(p => p.Permission).ToListAsync()).ToHashSet();
            var reach = departments.All.Aggregate(Reach.Everything, (reach, department) => department.Narrow(reach, permissions, id));
            actor = new(id, person.Name, ActorKind.Person, permissions, roles, reach);
        }
        // Kept only if nobody's roles changed while it was read: what was revoked just now must not come back.
        if (Volatile.Read(ref changes) == before) actors[id] = actor;
        if (Volatile.Read(ref changes) != before) actors.TryRemove(id, out _);
        return actor;
    }

    /// <summary>The actor as fresh as it can be had: a person's roles may have changed since the page was opened.</summary>
    public async Task<Actor?> Fresh(Actor actor) => actor.Kind is not ActorKind.Person ? actor
        : await Of(actor.Id) is not { } fresh ? null : actor.Origin is null ? fresh : fresh with { Origin = actor.Origin };

    public async Task<Actor?> ByLogin(string login)
    {
        using var reading = await database.Read();
        var id = await reading.Db.Set<Person>().Where(p => p.Login == login).Select(p => (PersonId?)p.Id).FirstOrDefaultAsync();
        return id is { } known ? await Of(known) : null;
    }

    /// <summary>Raised when roles or people changed: open circuits look again at who they serve.</summary>
    public event Action? Changed;

    internal void Committed(Touched touched)
    {
        if (!touched.Tables.Keys.Any(tables.Contains)) return;
        Interlocked.Increment(ref changes);
        actors.Clear();
        Changed?.Invoke();
    }
}
