using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Hostile.Matrix;

/// <summary>Someone who tries: with what the data says that they may do. A new role or scope is tried without a line being added here.</summary>
sealed record Tester(string Name, Actor Actor, IReadOnlySet<string> May)
{
    public override string ToString() => Name;
}

/// <summary>One person for each role, one without any, one who left, one unknown, and a key for each scope.</summary>
static class Everyone
{
    static readonly Departments departments = Portal.Departments();
    public static readonly IReadOnlyList<string> Roles = [.. departments.All.SelectMany(d => d.Roles.Keys).Distinct().Order(StringComparer.Ordinal)];
    public static readonly HashSet<string> All = [.. departments.All.SelectMany(d => d.Permissions).Select(p => p.Name)];
    public static readonly PersonId NoRole = new(2900), Left = new(2901), Unknown = new(2902);

    public static PersonId PersonOf(int role) => new(2000 + role);
    public static string KeyOf(string scope) => $"bo_matrix-{scope}";

    /// <summary>Puts them into the company.</summary>
    public static async Task Enter(Database database)
    {
        await using var db = database.Bare();
        for (var i = 0; i < Roles.Count; i++) db.Add(New(PersonOf(i), Roles[i], Roles[i]));
        db.Add(New(NoRole, "nothing"));
        var left = New(Left, "left", "administrator");
        left.Disable();
        db.Add(left);
        var at = 0;
        foreach (var scope in KeyScopes.All.Keys.Order(StringComparer.Ordinal))
        {
            var person = new Person { Id = new(2950 + at), Name = $"Key {scope}", IsHouse = true };
            db.Add(person);
            db.Add(new ApiKey { Id = new(2950 + at++), Name = $"matrix-{scope}", Person = person.Id, Hash = ApiKey.HashOf(KeyOf(scope)), Scopes = scope, CreatedAt = new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc) });
        }
        await db.SaveChangesAsync();
    }

    static Person New(PersonId id, string name, params string[] roles)
    {
        var person = new Person { Id = id, Name = $"Test {name}", Login = $"test-{id.Value}" };
        foreach (var role in roles) person.Roles.Add(new() { Person = id, Role = role });
        return person;
    }

    /// <summary>They and what the data gives them. Each claims to be allowed everything: nobody is to be believed.</summary>
    public static async Task<IReadOnlyList<Tester>> Of(Database database)
    {
        await using var db = database.Bare();
        var data = (await db.Set<RolePermission>().ToListAsync()).ToLookup(p => p.Role, p => p.Permission);
        Actor Claims(PersonId id, ActorKind kind = ActorKind.Person) => new(id, "Claims everything", kind, All, Roles, Reach.Everything);
        HashSet<string> nothing = [];
        return
        [
            .. Roles.Select((role, i) => new Tester(role, Claims(PersonOf(i)), data[role].ToHashSet())),
            new("no role", Claims(NoRole), nothing), new("left the company", Claims(Left), nothing), new("unknown", Claims(Unknown), nothing), new("nobody", Claims(default), nothing),
            // A key and a wall come with what their door found out about them, not with what they claim.
            .. KeyScopes.All.Select(scope => new Tester($"key for {scope.Key}", new Actor(new(2950), "key", ActorKind.Key, scope.Value.ToHashSet(), [], Reach.Everything), scope.Value.ToHashSet())),
            new("wall", new Actor(default, "wall", ActorKind.Wall, nothing, [], Reach.Everything), nothing),
        ];
    }
}

/// <summary>The permissions as they are worn, but for one that a mutation took away.</summary>
sealed class OneTakenAway : Needed
{
    public Type? Taken { get; set; }
    public override string? By(Type type) => type == Taken ? null : base.By(type);
}
