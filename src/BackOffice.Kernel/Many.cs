using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Kernel;

/// <summary>
/// An immutable list that is equal to another by its members, so that a record that holds one keeps value equality:
/// equal views are shared, equal rows are not rendered again. Written <c>[a, b]</c>.
/// </summary>
[CollectionBuilder(typeof(Many), nameof(Many.Of))]
public sealed class Many<T>(T[] items) : IReadOnlyList<T>, IEquatable<Many<T>>
{
    public static readonly Many<T> None = new([]);

    public T this[int index] => items[index];
    public int Count => items.Length;
    public bool Equals(Many<T>? other) => other is not null && (ReferenceEquals(this, other) || this.SequenceEqual(other));
    public override bool Equals(object? other) => Equals(other as Many<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
    public override string ToString() => string.Join(", ", items);
}

public static class Many
{
    public static Many<T> Of<T>(ReadOnlySpan<T> items) => items.IsEmpty ? Many<T>.None : new(items.ToArray());
    public static Many<T> ToMany<T>(this IEnumerable<T> items) => new([.. items]);
}

sealed class ManyJson : JsonConverterFactory
{
    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Many<>);
    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetGenericArguments()))!;

    sealed class Of<T> : JsonConverter<Many<T>>
    {
        public override Many<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);
        public override void Write(Utf8JsonWriter writer, Many<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
