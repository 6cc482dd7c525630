using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Kernel;

/// <summary>One way to write JSON everywhere: ids as strings, enums by name, camel case.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new Ids.Json(), new JsonStringEnumConverter(), new ManyJson() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
    public static object Read(string text, Type type) => JsonSerializer.Deserialize(text, type, Options)!;
}
