using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Kernel;

/// <summary>
/// A typed identifier: <c>public readonly record struct OrderId(long Value) : IId;</c>. Values are below 2^53,
/// unique per kind, and may have gaps. In JSON they are strings.
/// </summary>
public interface IId
{
    long Value { get; }
}

/// <summary>An identifier whose kind is known only as a word: the subject of a history.</summary>
sealed record SubjectId(string Kind, long Value) : IId;

/// <summary>Making, reading and comparing typed identifiers.</summary>
public static class Ids
{
    extension<TId>(TId) where TId : struct, IId
    {
        public static bool operator <(TId a, TId b) => a.Value < b.Value;
        public static bool operator >(TId a, TId b) => a.Value > b.Value;
        public static bool operator <=(TId a, TId b) => a.Value <= b.Value;
        public static bool operator >=(TId a, TId b) => a.Value >= b.Value;
    }

    public static TId From<TId>(long value) where TId : struct, IId => Maker<TId>.Make(value);

    /// <summary>Reads an identifier from an address or a form; null when it is none.</summary>
    public static TId? Parse<TId>(string? text) where TId : struct, IId =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? From<TId>(value) : null;

    /// <summary>The kind of an identifier as it stands in the log: <c>Order</c> for <c>OrderId</c>.</summary>
    public static string KindOf(Type id) => id.Name.EndsWith("Id", StringComparison.Ordinal) ? id.Name[..^2] : id.Name;

    public static string KindOf(IId id) => id is SubjectId subject ? subject.Kind : KindOf(id.GetType());

    internal static bool IsId(Type type) => type.IsValueType && typeof(IId).IsAssignableFrom(type);

    static class Maker<TId> where TId : struct, IId
    {
        public static readonly Func<long, TId> Make = Compile();

        static Func<long, TId> Compile()
        {
            var value = Expression.Parameter(typeof(long));
            return Expression.Lambda<Func<long, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(long)])!, value), value).Compile();
        }
    }

    internal sealed class Json : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => IsId(type);
        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

        sealed class Of<TId> : JsonConverter<TId> where TId : struct, IId
        {
            public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
                reader.TokenType is JsonTokenType.Number ? From<TId>(reader.GetInt64()) : Parse<TId>(reader.GetString()) ?? throw new JsonException("This is no identifier.");

            public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
                writer.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));

            public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Read(ref reader, type, options);
            public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
                writer.WritePropertyName(value.Value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
