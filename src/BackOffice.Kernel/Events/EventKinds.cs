using System.Collections.Concurrent;
using System.Reflection;

namespace BackOffice.Kernel;

/// <summary>Events by their fixed names, and the ids that each is about.</summary>
public static class EventKinds
{
    static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo[] Subjects)> shapes = new();
    static readonly ConcurrentDictionary<string, Type> types = new();

    internal static void Learn(Departments departments)
    {
        foreach (var type in departments.Types.Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Event)))) types[NameOf(type)] = type;
    }

    /// <summary>Every kind of event that this version knows.</summary>
    public static IEnumerable<string> Names => types.Keys;

    public static string NameOf(Type type) => ShapeOf(type).Name;

    /// <summary>The event of a log entry; null if this version of the portal does not know its kind.</summary>
    public static Event? Read(string kind, string content) => types.TryGetValue(kind, out var type) ? (Event)Json.Read(content, type) : null;

    internal static IEnumerable<IId> SubjectsOf(Event fact) => ShapeOf(fact.GetType()).Subjects.SelectMany(p => p.GetValue(fact) switch
    {
        IId id => [id],
        System.Collections.IEnumerable many => many.OfType<IId>(),
        _ => Enumerable.Empty<IId>(),
    }).Distinct();

    static (string Name, PropertyInfo[] Subjects) ShapeOf(Type type) => shapes.GetOrAdd(type, static type =>
    {
        var name = type.GetCustomAttribute<EventAttribute>()?.Name ?? throw new InvalidOperationException($"{type.Name} has no [Event] name.");
        var subjects = type.GetProperties().Where(p => Ids.IsId(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)
            || (p.PropertyType.IsGenericType && Ids.IsId(p.PropertyType.GetGenericArguments()[0]))).ToArray();
        return (name, subjects);
    });
}
