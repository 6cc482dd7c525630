using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.JSInterop;

namespace BackOffice.Web;

/// <summary>
/// Each circuit has JSON options of its own, since some converters belong to it. With the framework's way every circuit learns anew what
/// the same forty types look like, and compiles accessors for them, only to tell the browser at its start that there are no
/// JavaScript components: some 60 KB a circuit. Here one shared converter writes the arguments of a call, plain values by itself;
/// only what needs a circuit's own converters goes through its options. To be removed when circuits share this knowledge.
/// </summary>
static class LeanInterop
{
    static readonly Arguments arguments = new();

    /// <summary>After the framework's services: the runtime is made as they would make it.</summary>
    public static void AddLeanInterop(this IServiceCollection services)
    {
        if (services.LastOrDefault(s => s.ServiceType == typeof(IJSRuntime)) is not { ImplementationType: { } type } given || !type.IsSubclassOf(typeof(JSRuntime))) return;
        var make = ActivatorUtilities.CreateFactory(type, []);
        services.Remove(given);
        services.AddScoped<IJSRuntime>(scope =>
        {
            var runtime = (JSRuntime)make(scope, null);
            Lean(runtime);
            return runtime;
        });
    }

    internal static void Lean(JSRuntime runtime) => OptionsOf(runtime).Converters.Insert(0, arguments);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);

    sealed class Arguments : JsonConverter<object?[]>
    {
        public override void Write(Utf8JsonWriter writer, object?[] value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var one in value)
                switch (one)
                {
                    case null: writer.WriteNullValue(); break;
                    case string text: writer.WriteStringValue(text); break;
                    case bool flag: writer.WriteBooleanValue(flag); break;
                    case int number: writer.WriteNumberValue(number); break;
                    case long number: writer.WriteNumberValue(number); break;
                    case Enum name when !name.GetType().IsDefined(typeof(JsonConverterAttribute), false): writer.WriteNumberValue(Convert.ToInt64(name, null)); break;
                    case IDictionary { Count: 0 }: writer.WriteStartObject(); writer.WriteEndObject(); break;
                    default: JsonSerializer.Serialize(writer, one, one.GetType(), options); break;
                }
            writer.WriteEndArray();
        }

        public override object?[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => [.. JsonSerializer.Deserialize<List<object?>>(ref reader, options)!];
    }
}
