using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BackOffice.Kernel;

/// <summary>
/// Watches what one command writes: the tables and ids it touched (which views to wake), the fields it changed (the
/// log), the palette's terms. Nothing of this is declared by an author.
/// </summary>
sealed class Tracked(BackOfficeDb db, Writing writing, Departments departments)
{
    static readonly ConcurrentDictionary<IEntityType, Shape> shapes = new();

    readonly HashSet<Type> bulk = [];
    readonly Dictionary<(string Kind, long Subject), (LookupEntry Entry, bool IsNew)> lookedUp = [];

    public Touched Touched { get; } = new();
    public List<Change> Changes { get; } = [];
    public HashSet<object> Locked { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a bulk statement went past what is tracked of this kind.</summary>
    public bool WasBulk<T>() => bulk.Contains(typeof(T));

    public void Say(Type entity, IId[] ids)
    {
        bulk.Add(entity);
        var table = db.Model.FindEntityType(entity)!.GetTableName()!;
        if (ids.Length == 0) Touched.Whole(table);
        else Touched.Add(table, ids);
    }

    /// <summary>Writes what has changed.</summary>
    /// <param name="isLast">Nothing of this command changes after it: then EF need not remember what was written.</param>
    public async Task Flush(bool isLast = false)
    {
        Detect();
        List<EntityEntry>? lookups = null;
        var any = false;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            any = true;
            var shape = shapes.GetOrAdd(entry.Metadata, ShapeOf);
            if (entry.State is not EntityState.Deleted) RefuseTooLong(entry, shape);
            Note(entry, shape);
            if (shape.Lookups is { } lookup && (entry.State is EntityState.Added || (entry.State is EntityState.Modified && lookup.Watched.Any(p => entry.Property(p).IsModified))))
                (lookups ??= []).Add(entry);
        }
        if (!any) return;
        var news = lookups?.ConvertAll(entry => (entry, entry.State));
        await db.SaveChangesAsync(acceptAllChangesOnSuccess: !isLast);
        if (news is not null) foreach (var (entry, state) in news) LookUp(entry, state is EntityState.Added);
    }

    // New parts are written as they stand, so only their roots are looked at: an import's orders have hundreds of lines. Asked for one by
    // one, EF looks at each part's root again; where parts were read it is asked for all at once.
    void Detect()
    {
        var entries = db.ChangeTracker.Entries().ToList();
        if (entries.Exists(e => e.State is not EntityState.Added && e.Metadata.GetForeignKeys().Any())) db.ChangeTracker.DetectChanges();
        else foreach (var entry in entries) if (entry.State is not EntityState.Added || entry.Metadata.GetNavigations().Any()) entry.DetectChanges();
    }

    // SQL Server would answer with an error, SQLite would take it: here it is a sentence, on both.
    static void RefuseTooLong(EntityEntry entry, Shape shape)
    {
        foreach (var (read, most, name) in shape.Bounded)
        {
            if (read.GetClrValue(entry.Entity) is not string { } text || text.Length <= most) continue;
            var (field, length) = (Texts.InWords(name), text.Length);
            Refuse.Because($"This text is too long ({field}): {length} signs, and at most {most} can be kept. Shorten it and send it again.", "too-long");
        }
    }

    void Note(EntityEntry entry, Shape shape)
    {
        var ids = new List<IId>(shape.Ids.Length);
        foreach (var property in shape.Ids)
        {
            var value = entry.Property(property);
            if (value.CurrentValue is IId now) ids.Add(now);
            if (entry.State is EntityState.Modified && value.IsModified && value.OriginalValue is IId before) ids.Add(before);
        }
        Touched.Add(shape.Table, ids);
        if (entry.State is not EntityState.Modified) return;
        var id = shape.Key is null ? "" : entry.Property(shape.Key).CurrentValue is IId key ? key.Value.ToString(CultureInfo.InvariantCulture) : "";
        foreach (var property in entry.Properties)
        {
            if (!property.IsModified || property.Metadata.Name is nameof(IRoot.Version)) continue;
            var veiled = shape.Veiled.Contains(property.Metadata.Name);
            Changes.Add(new(entry.Metadata.ClrType.Name, id, property.Metadata.Name, veiled ? null : Show(property.OriginalValue), veiled ? null : Show(property.CurrentValue)));
        }
    }

    void LookUp(EntityEntry entry, bool isNew)
    {
        var lookup = shapes[entry.Metadata].Lookups!;
        if (lookup.Make(entry.Entity) is not { } found) return;
        var key = (lookup.Kind, found.Subject.Value);
        lookedUp[key] = (found, isNew || (lookedUp.TryGetValue(key, out var before) && before.IsNew));
    }

    /// <summary>Writes the palette's terms of what was written, each record once.</summary>
    public void WriteLookups()
    {
        foreach (var ((kind, subject), (found, isNew)) in lookedUp)
        {
            if (!isNew) writing.Execute("DELETE FROM \"Lookups\" WHERE \"Kind\" = @kind AND \"Subject\" = @subject", ("@kind", kind), ("@subject", subject));
            writing.Insert("Lookups", ["Kind", "Subject", "Term", "Title", "Detail", "Href", "Owner", "Place"],
                [.. found.Terms.Select(Normal).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Select(term => new object?[] { kind, subject, term, found.Title, found.Detail, found.Href, found.Owner?.Value, found.Place })]);
        }
    }

    /// <summary>A term as it is compared: trimmed, lower, at most 200 signs.</summary>
    internal static string Normal(string term)
    {
        var normal = term.Trim().ToLowerInvariant();
        return normal.Length > 200 ? normal[..200] : normal;
    }

    static string? Show(object? value) => value switch
    {
        null => null,
        IId id => id.Value.ToString(CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        string text => text.Length > 200 ? text[..200] + "…" : text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    Shape ShapeOf(IEntityType entity) => new(
        entity.GetTableName()!,
        [.. entity.GetProperties().Where(p => Ids.IsId(Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType)).Select(p => p.Name)],
        entity.FindPrimaryKey()?.Properties.FirstOrDefault(p => Ids.IsId(p.ClrType))?.Name,
        [.. entity.GetProperties().Where(p => p.PropertyInfo?.IsDefined(typeof(PersonalAttribute)) is true || p.PropertyInfo?.IsDefined(typeof(SecretAttribute)) is true).Select(p => p.Name)],
        departments.All.SelectMany(d => d.Lookups).FirstOrDefault(l => l.Entity == entity.ClrType),
        [.. entity.GetProperties().Where(p => p.ClrType == typeof(string) && !p.IsShadowProperty() && p.GetMaxLength() is not null).Select(p => (p.GetGetter(), p.GetMaxLength()!.Value, p.Name))]);

    sealed record Shape(string Table, string[] Ids, string? Key, HashSet<string> Veiled, Lookups? Lookups, (IClrPropertyGetter Read, int Most, string Name)[] Bounded);
}
