using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>
/// The one context. Conventions are set here once: typed ids are numbers, enums are words, instants are UTC, a root's
/// Version is its concurrency token, table names are plural and unique, strings have a bound.
/// </summary>
public sealed class BackOfficeDb(DbContextOptions<BackOfficeDb> options) : DbContext(options)
{
    readonly Departments departments = options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetRequiredService<Departments>();

    internal Departments Departments => departments;

    /// <summary>Set for each use; the row rules (query filters) read it.</summary>
    public Reach Reach { get; set; } = Reach.Everything;

    /// <summary>
    /// All rows that <see cref="Reach"/> sees. Who sees everything asks without the row rules, so that their SQL costs
    /// nothing and their views wake by no table but their own.
    /// </summary>
    internal IQueryable<T> Rows<T>() where T : class => Reach == Reach.Everything ? Set<T>().IgnoreQueryFilters() : Set<T>();

    /// <summary>While a view is read: the tables that its SQL named.</summary>
    internal HashSet<string>? ReadTables { get; set; }

    /// <summary>Writes plain rows on the writer's connection to the embedded database.</summary>
    internal RowWriter? Writer { get; set; }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        foreach (var id in departments.Types.Where(Ids.IsId))
            conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<decimal>().HavePrecision(18, 6);
        conventions.Properties<string>().HaveMaxLength(400);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        KernelMap.Map(model, this);
        foreach (var department in departments.All) department.Map(model, this);
        foreach (var entity in model.Model.GetEntityTypes().ToList()) Conventional(entity, model);
        RowRules.ForPalette(model, this);
    }

    void Conventional(IMutableEntityType entity, ModelBuilder model)
    {
        if (entity.GetTableName() == entity.ClrType.Name || entity.GetTableName() is null) entity.SetTableName(Plural(entity.ClrType.Name));
        if (Database.IsSqlServer() && departments.All.FirstOrDefault(d => d.GetType().Assembly == entity.ClrType.Assembly) is { } owner)
            entity.SetSchema(owner.Name.ToLowerInvariant());

        foreach (var property in entity.GetProperties().ToList())
        {
            if (property.PropertyInfo?.GetCustomAttribute<LongTextAttribute>() is not null) property.SetMaxLength(null);
            if (property.IsPrimaryKey()) property.ValueGenerated = ValueGenerated.Never;
        }
        if (typeof(IRoot).IsAssignableFrom(entity.ClrType)) model.Entity(entity.ClrType).Property(nameof(IRoot.Version)).IsConcurrencyToken();
        // Deleting is an explicit act of a command, never a cascade in the database.
        foreach (var key in entity.GetForeignKeys()) if (!key.IsOwnership) key.DeleteBehavior = DeleteBehavior.ClientCascade;
    }

    internal static string Plural(string name) => name switch
    {
        _ when name.EndsWith('y') && !"aeiou".Contains(name[^2]) => name[..^1] + "ies",
        _ when name.EndsWith('s') || name.EndsWith("ch", StringComparison.Ordinal) || name.EndsWith('x') => name + "es",
        _ => name + "s",
    };
}

sealed class IdConverter<TId>() : ValueConverter<TId, long>(id => id.Value, Read) where TId : struct, IId
{
    static readonly Expression<Func<long, TId>> Read = Make();

    static Expression<Func<long, TId>> Make()
    {
        var value = Expression.Parameter(typeof(long));
        return Expression.Lambda<Func<long, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(long)])!, value), value);
    }
}

sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(at => at, at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
