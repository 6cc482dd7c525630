using Microsoft.AspNetCore.Authorization;

namespace BackOffice.Kernel;

public readonly record struct PersonId(long Value) : IId;

/// <summary>Someone who can act: staff, or one of the house actors, who cannot sign in.</summary>
public sealed class Person : IRoot
{
    public PersonId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    /// <summary>What the company's directory calls this person (sign-in name); null for house actors. Shown, never trusted: names are given to others.</summary>
    public string? Login { get; init; }
    public string? Email { get; init; }
    public string? Title { get; init; }
    /// <summary>The directory that knows this person, and under which unchanging id (oid or sub): both together are who it is.</summary>
    public string? Issuer { get; init; }
    public string? Subject { get; init; }
    /// <summary>The place (a department's location) beyond which this person's hand-work does not reach; null: everywhere.</summary>
    public long? Place { get; private set; }
    public bool IsActive { get; private set; } = true;
    public bool IsHouse { get; init; }
    public List<PersonRole> Roles { get; } = [];

    internal void Disable() => IsActive = false;
    internal void Enable() => IsActive = true;
    internal void WorkAt(long? place) => Place = place;
}

public sealed class PersonRole
{
    public PersonId Person { get; init; }
    public required string Role { get; init; }
    /// <summary>True: the directory gives it and takes it away at each sign-in. False: an administrator of the portal gave it.</summary>
    public bool IsFromDirectory { get; init; }
}

/// <summary>A permission as it stands on the matrix: its name in code and its sentence for people.</summary>
public sealed record Permission(string Name, string Sentence);

/// <summary>
/// The permission that a command, a view or a page asks for, one line above its name. Its policy name is the
/// permission, since Blazor's route check looks at policy names only.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(string permission) : base(permission) => Permission = permission;
    public string Permission { get; }
}

/// <summary>Open to everyone who is signed in; says why.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEveryoneAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>A view that may be shown on a wall: its rows hold nothing personal.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WallAttribute : Attribute;

/// <summary>
/// Which rows a person may see, as a value from their roles: everyone with the same reach shares snapshots.
/// <paramref name="OnlyOwn"/> narrows to what this person entered (salespeople), <paramref name="OnlyAt"/> to one place (pickers).
/// </summary>
public sealed record Reach(PersonId? OnlyOwn = null, long? OnlyAt = null)
{
    public static readonly Reach Everything = new();
    /// <summary>Of somebody who is nobody any more.</summary>
    public static readonly Reach Nothing = new(default(PersonId), 0);
}

public enum ActorKind { Person, House, Key, Wall }

/// <summary>Actors of the house: seeded people who cannot sign in and do what no person pressed.</summary>
public enum HouseActor { Clock = 1, Post = 2, Bank = 3, Import = 4, Simulation = 5, Operator = 6, Program = 7 }

/// <summary>Who does something: a person, a key or the house, with what they may do now.</summary>
public sealed record Actor(PersonId Id, string Name, ActorKind Kind, IReadOnlySet<string> Permissions, IReadOnlyList<string> Roles, Reach Reach)
{
    /// <summary>Up to which amount: by permission, then by currency (minor units). A permission that is not here has no limit; a currency that is not, has none of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Limits { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, long>>();

    /// <summary>The most that this actor may decide alone; null: no limit.</summary>
    public Money? LimitOf(string permission, string currency) =>
        Kind is ActorKind.House || !Limits.TryGetValue(permission, out var limits) ? null : new(limits.GetValueOrDefault(currency), currency);

    /// <summary>From where they ask, where a screen knows it; see <see cref="Origins"/>.</summary>
    public string? Origin { get; init; }

    /// <summary>House actors and the operator's command line may do everything; their doors are guarded elsewhere.</summary>
    public bool May(string permission) => Kind is ActorKind.House || Permissions.Contains(permission);

    public static Actor House(HouseActor who) =>
        new(new((long)who), who.ToString(), ActorKind.House, new HashSet<string>(), [], Reach.Everything);

    /// <summary>Whether someone may do and see just what this one may: then an open screen has nothing to change.</summary>
    public bool IsSameAs(Actor other) => Id == other.Id && Name == other.Name && Reach == other.Reach && Permissions.SetEquals(other.Permissions)
        && Roles.SequenceEqual(other.Roles) && Limits.Count == other.Limits.Count && Limits.All(l => other.Limits.TryGetValue(l.Key, out var same) && l.Value.OrderBy(x => x.Key).SequenceEqual(same.OrderBy(x => x.Key)));

    public string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpperInvariant(word[0])));
}

/// <summary>The root of something that people change: found, locked and versioned as one.</summary>
public interface IRoot
{
    int Version { get; }
}
