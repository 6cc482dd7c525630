using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>
/// How a department plugs in: its mappings, permissions, places, panels, work, tiles and guards.
/// Commands, views, events, errands and invariants are found in its assembly.
/// </summary>
public abstract class Department
{
    public abstract string Name { get; }
    public virtual void Map(ModelBuilder model, BackOfficeDb db) { }
    public virtual IReadOnlyList<Permission> Permissions => [];
    /// <summary>The roles it ships, with their permissions: the first data of the matrix.</summary>
    public virtual IReadOnlyDictionary<string, string[]> Roles => new Dictionary<string, string[]>();
    public virtual IReadOnlyList<Place> Places => [];
    public virtual IReadOnlyList<Panel> Panels => [];
    public virtual IEnumerable<View<Many<WorkItem>>> WorkFor(Actor actor) => [];
    public virtual IReadOnlyList<Tile> Tiles => [];
    public virtual IReadOnlyList<Guard> Guards => [];
    public virtual IReadOnlyList<Lookups> Lookups => [];
    /// <summary>What its errands and jobs need from the outside (a carrier, a mailbox), for the service container.</summary>
    public virtual void Serve(IServiceCollection services) { }
    /// <summary>Its background workers; only a serving host starts them.</summary>
    public virtual void ServeWorkers(IServiceCollection services) { }
    /// <summary>Its addresses that are no pages: documents, uploads.</summary>
    public virtual void Doors(IEndpointRouteBuilder routes) { }
    /// <summary>Row rules: narrows what a person with these permissions may see.</summary>
    public virtual Reach Narrow(Reach reach, IReadOnlySet<string> permissions, Person person) => reach;
    /// <summary>Deeds that one person does not do on the same record; first data, an administrator switches each.</summary>
    public virtual IReadOnlyList<Duty> Duties => [];
    /// <summary>The first limits of its roles, in the company's currency: an administrator changes them.</summary>
    public virtual IReadOnlyList<ShippedLimit> Limits => [];
    /// <summary>What it keeps about customers, for those who ask for it or want it erased.</summary>
    public virtual CustomerRecords? CustomerRecords => null;
    /// <summary>Rows that every company has from its first day (chart of accounts, policies). Safe to call again.</summary>
    public virtual Task Seed(BackOfficeDb db, DateTime now) => Task.CompletedTask;
}

/// <summary>An entry of the navigation. <paramref name="Count"/> is a view of how much waits there.</summary>
public sealed record Place(string Text, string Href, string Icon, string Permission, string? Key = null, View<PlaceCount>? Count = null);

public sealed record PlaceCount(int Count, bool IsBad = false);

/// <summary>A Razor component (with a parameter <c>Of</c>) that stands beside another department's record.</summary>
public sealed record Panel(Type SubjectId, Type Component, string Permission, int Order = 0);

/// <summary>Something that needs a person now, with the reason; ranked by <paramref name="DueAt"/> (UTC), those without last.</summary>
public sealed record WorkItem(string Key, DateTime? DueAt, string Icon, Words Title, Words Reason, string Href, string Verb, bool IsBad = false);

/// <summary>A figure on a wall; its view wears <see cref="WallAttribute"/>.</summary>
public sealed record Tile(string Board, int Order, View<TileFigure> View);

/// <summary>
/// What a tile says, read from eight metres: one figure and what explains it. Bad is red, tight amber. <paramref name="Done"/>
/// is the share that is done (0 to 1), <paramref name="DueAt"/> an instant to count down to, <paramref name="Parts"/> stand as
/// bars side by side, <paramref name="Rows"/> as a short list. Nothing of it is personal.
/// </summary>
public sealed record TileFigure(Words Label, string Figure, Words? Note = null, bool IsBad = false, Many<decimal>? Line = null, bool IsTight = false,
    decimal? Done = null, DateTime? DueAt = null, Words? DueNote = null, Many<TilePart>? Parts = null, Many<TileRow>? Rows = null, TilePace? Pace = null);

/// <summary>
/// What is left to do (until the tile's <c>DueAt</c>, if it has one) and how fast it is being done. The rest is null while no pace is known; the screen says so.
/// It also says so once <paramref name="LastAt"/> is an hour ago, and moves the end by as much as the next one is late, since views do not read the clock.
/// </summary>
/// <param name="Left">How many are left.</param>
/// <param name="PerHour">How many an hour are done.</param>
/// <param name="LastAt">When the last of them was done (UTC).</param>
/// <param name="DoneAt">When the last of those left is done at this pace (UTC).</param>
public sealed record TilePace(int Left, decimal? PerHour, DateTime? LastAt, DateTime? DoneAt);

/// <summary>A bar; the late ones lie on top in red.</summary>
public sealed record TilePart(Words Name, int Count, int Late = 0);

/// <summary>A line: a number or a name of the house's own, why it stands there, and a figure or an instant to count down to.</summary>
public sealed record TileRow(string Name, Words? Note = null, string? Figure = null, DateTime? DueAt = null, bool IsBad = false);

/// <summary>A guard inside the database (trigger or check), made anew after each migration. One statement each.</summary>
public sealed record Guard(string Name, string Sqlite, string SqlServer);

/// <summary>How an entity comes into the palette: its terms, looked up by their beginning.</summary>
public sealed record Lookups(Type Entity, string Kind, string Permission, Func<object, LookupEntry?> Make, string[] Watched)
{
    public static Lookups For<T>(string kind, string permission, Func<T, LookupEntry?> make, params string[] watched) where T : class =>
        new(typeof(T), kind, permission, entity => make((T)entity), watched);
}

public sealed record LookupEntry(IId Subject, string Title, string Detail, string Href, params string[] Terms)
{
    /// <summary>For row rules: whose record it is, and at which place.</summary>
    public PersonId? Owner { get; init; }
    public long? Place { get; init; }
}

/// <summary>A role's limit as shipped: whole units of the company's currency.</summary>
public sealed record ShippedLimit(string Role, string Permission, long Major);

/// <summary>Who did <paramref name="First"/> on a record does not do <paramref name="Then"/> on the same one (names of commands); <paramref name="Subject"/> is the record's id.</summary>
public sealed record Duty(string First, string Then, Type Subject, bool IsOn = true);

/// <summary>All departments of this portal, the kernel's own part first.</summary>
public sealed class Departments(IEnumerable<Department> departments)
{
    public IReadOnlyList<Department> All { get; } = [.. departments];
    public IEnumerable<System.Reflection.Assembly> Assemblies => All.Select(d => d.GetType().Assembly).Prepend(typeof(Departments).Assembly).Distinct();
    public IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes());
}
