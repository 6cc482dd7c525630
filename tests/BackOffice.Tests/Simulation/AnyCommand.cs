using System.Reflection;
using BackOffice.Kernel;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// A command of any type, made from the types of its parameters: ids that are there, small numbers, words that occur. So a new
/// command takes part by existing; a wish of its own (see <see cref="Wishes"/>) makes it succeed more often.
/// </summary>
static class AnyCommand
{
    static readonly string[] words = ["A", "B", "C", "hand", "GBP", "a word", "O-1001", "customer@wren.example", "Somebody", "0", "12", "1.50", "", "billing", "agent", "api-1", "api-2", "Ticket:1001", "reply"];

    public static ICommand? Of(Type type, Picture picture, Luck luck) => (ICommand?)Value(type, picture, luck, 0);

    static object? Value(Type type, Picture picture, Luck luck, int depth)
    {
        if (depth > 6) throw new NotSupportedException($"{type.Name} holds itself.");
        if (Nullable.GetUnderlyingType(type) is { } inner) return luck.OneIn(2) ? null : Value(inner, picture, luck, depth + 1);
        if (BackOffice.Kernel.Ids.IsId(type)) return Activator.CreateInstance(type, picture.Ids(type) is { Count: > 0 } ids && !luck.OneIn(12) ? luck.Of(ids) : 1L + luck.Next(3));
        if (type == typeof(string)) return luck.Of(words);
        if (type == typeof(int)) return luck.OneIn(8) ? -luck.Next(5) : luck.Next(6);
        if (type == typeof(long)) return (long)luck.Next(2000);
        if (type == typeof(bool)) return luck.OneIn(2);
        if (type == typeof(decimal)) return luck.Next(10_000) / 100m;
        if (type == typeof(double)) return luck.Next(10_000) / 100.0;
        if (type == typeof(Guid)) return new Guid(luck.Next(int.MaxValue), 0, 0, new byte[8]);
        if (type == typeof(DateTime)) return picture.Now.AddHours(luck.Next(400) - 100);
        if (type == typeof(DateOnly)) return picture.Today.AddDays(luck.Next(60) - 50);
        if (type == typeof(TimeOnly)) return new TimeOnly(luck.Next(24), 0);
        if (type == typeof(TimeSpan)) return TimeSpan.FromMinutes(luck.Next(3000));
        if (type == typeof(byte[])) return new byte[luck.Next(8)];
        if (type.IsEnum) return Enum.GetValues(type).GetValue(luck.Next(Enum.GetValues(type).Length));
        if (ElementOf(type) is { } element) return ManyOf(type, element, picture, luck, depth);
        if (type.IsAbstract || type.Namespace?.StartsWith("BackOffice", StringComparison.Ordinal) is not true) throw new NotSupportedException($"the simulation can make no {type.Name}; say how in AnyCommand.");

        // A record: its longest constructor, then what is set besides.
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var nullable = new NullabilityInfoContext();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => !p.ParameterType.IsValueType && nullable.Create(p).WriteState is NullabilityState.Nullable && luck.OneIn(2)
            ? null : Value(p.ParameterType, picture, luck, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && constructor.GetParameters().All(c => c.Name != p.Name) && p.GetIndexParameters().Length == 0))
            if (luck.OneIn(2) && property.PropertyType == typeof(string)) property.SetValue(made, luck.Of(words));
        return made;
    }

    static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is { } generic && (generic == typeof(Many<>) || generic == typeof(IReadOnlyList<>)) ? type.GetGenericArguments()[0] : null;

    static object ManyOf(Type type, Type element, Picture picture, Luck luck, int depth)
    {
        var all = Array.CreateInstance(element, luck.Next(3) + (luck.OneIn(6) ? 0 : 1));
        for (var i = 0; i < all.Length; i++) all.SetValue(Value(element, picture, luck, depth + 1), i);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Many<>) ? Activator.CreateInstance(type, all)! : all;
    }
}
