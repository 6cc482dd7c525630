using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// What each person may do now, from the database; kept until someone's roles change. Commands, views and pages ask
/// here, never the claims that a browser holds.
/// </summary>
public sealed class Access(Database database, Departments departments)
{
    static readonly HashSet<string> tables = ["People", "PersonRoles", "RolePermissions", "RoleLimits"];
    static readonly HashSet<string> dutyTables = ["DutyPairs", "AccessPolicies"];
    readonly ConcurrentDictionary<PersonId, Actor?> actors = new();
    int changes;
    DutiesNow? duties;

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
            var given = await reading.Db.Set<RolePermission>().AsNoTracking().Where(p => roles.Contains(p.Role)).ToListAsync();
            var limits = await reading.Db.Set<RoleLimit>().AsNoTracking().Where(l => roles.Contains(l.Role)).ToListAsync();
            var permissions = given.Select(p => p.Permission).ToHashSet();
            var reach = departments.All.Aggregate(Reach.Everything, (reach, department) => department.Narrow(reach, permissions, person));
            actor = new(id, person.Name, ActorKind.Person, permissions, roles, reach) { Limits = LimitsOf(given, limits) };
        }
        // Kept only if nobody's roles changed while it was read: what was revoked just now must not come back.
        if (Volatile.Read(ref changes) == before) actors[id] = actor;
        if (Volatile.Read(ref changes) != before) actors.TryRemove(id, out _);
        return actor;
    }

    // The widest of what someone's roles allow: one role without a limit takes it away.
    static Dictionary<string, IReadOnlyDictionary<string, long>> LimitsOf(List<RolePermission> given, List<RoleLimit> limits)
    {
        var most = new Dictionary<string, IReadOnlyDictionary<string, long>>();
        foreach (var roles in given.GroupBy(p => p.Permission))
        {
            var all = roles.Select(p => limits.Where(l => l.Role == p.Role && l.Permission == p.Permission).ToList()).ToList();
            if (all.TrueForAll(l => l.Count > 0)) most[roles.Key] = all.SelectMany(l => l).GroupBy(l => l.Currency).ToDictionary(l => l.Key, l => l.Max(x => x.AmountMinor));
        }
        return most;
    }

    /// <summary>Which deeds are kept apart now.</summary>
    public async ValueTask<DutiesNow> Duties()
    {
        if (Volatile.Read(ref duties) is { } known) return known;
        var before = Volatile.Read(ref changes);
        using var reading = await database.Read();
        var policy = await reading.Db.Set<AccessPolicy>().AsNoTracking().FirstOrDefaultAsync();
        var pairs = await reading.Db.Set<DutyPair>().AsNoTracking().Where(p => p.IsOn).ToListAsync();
        var now = new DutiesNow(policy?.IsSmallCompany ?? false, pairs);
        if (Volatile.Read(ref changes) == before) Volatile.Write(ref duties, now);
        return now;
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

    /// <summary>Whom an account of the directory is here; null if unknown or disabled.</summary>
    public async Task<Actor?> ByAccount(string issuer, string subject)
    {
        using var reading = await database.Read();
        var id = await reading.Db.Set<Person>().Where(p => p.Issuer == issuer && p.Subject == subject).Select(p => (PersonId?)p.Id).FirstOrDefaultAsync();
        return id is { } known ? await Of(known) : null;
    }

    /// <summary>Raised when roles or people changed: open circuits look again at who they serve.</summary>
    public event Action? Changed;

    internal void Committed(Touched touched)
    {
        var isDuty = touched.Tables.Keys.Any(dutyTables.Contains);
        if (!isDuty && !touched.Tables.Keys.Any(tables.Contains)) return;
        Interlocked.Increment(ref changes);
        if (isDuty) Volatile.Write(ref duties, null);
        actors.Clear();
        Changed?.Invoke();
    }
}
