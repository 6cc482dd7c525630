using System.Reflection;
using BackOffice.Kernel;

namespace BackOffice.Tests;

/// <summary>Makes a value of any record with something in every field.</summary>
static class Sample
{
    public static object Of(Type type, string text = "text", Func<Type, long>? idOf = null)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string)) return text;
        if (plain == typeof(bool)) return true;
        if (plain == typeof(DateTime)) return new DateTime(2026, 11, 24, 10, 30, 0, DateTimeKind.Utc);
        if (plain == typeof(DateOnly)) return new DateOnly(2026, 11, 24);
        if (plain == typeof(decimal)) return 1.5m;
        if (plain.IsEnum) return Enum.GetValues(plain).GetValue(0)!;
        if (plain.IsPrimitive) return Convert.ChangeType(7, plain);
        if (typeof(IId).IsAssignableFrom(plain)) return Activator.CreateInstance(plain, idOf?.Invoke(plain) ?? 7L)!;
        if (plain == typeof(Words)) return (Words)text;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(Many<>))
        {
            var item = plain.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, 1);
            items.SetValue(Of(item, text, idOf), 0);
            return Activator.CreateInstance(plain, items)!;
        }
        if (plain == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero);
        if (plain == typeof(TimeSpan)) return TimeSpan.FromHours(1);
        if (plain == typeof(TimeOnly)) return new TimeOnly(10, 30);
        if (plain == typeof(Guid)) return new Guid("11111111-2222-3333-4444-555555555555");
        if (plain == typeof(object)) return text;
        if (plain.IsArray || (plain.IsInterface && plain.IsGenericType && plain.IsAssignableFrom(plain.GetGenericArguments()[0].MakeArrayType())))
        {
            var item = plain.GetElementType() ?? plain.GetGenericArguments()[0];
            var array = Array.CreateInstance(item, 1);
            array.SetValue(Of(item, text, idOf), 0);
            return array;
        }
        var constructor = plain.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(c => c.IsPublic || plain.GetConstructors().Length == 0).OrderByDescending(c => c.GetParameters().Length).First(c => c.GetParameters() is not [{ } only] || only.ParameterType != plain);
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, text, idOf))]);
    }
}
