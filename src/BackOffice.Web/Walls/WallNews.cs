using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Web;

/// <summary>Something that walls are told, written once as JSON: whoever many get it, only its bytes are copied.</summary>
[JsonConverter(typeof(AsItIs))]
public sealed class WallNews
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    readonly byte[] json;

    WallNews(byte[] json) => this.json = json;

    public static WallNews Of<T>(T content) => new(JsonSerializer.SerializeToUtf8Bytes(content, options));

    public override string ToString() => Encoding.UTF8.GetString(json);

    sealed class AsItIs : JsonConverter<WallNews>
    {
        public override void Write(Utf8JsonWriter writer, WallNews value, JsonSerializerOptions options) => writer.WriteRawValue(value.json, skipInputValidation: true);
        public override WallNews Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Of(JsonElement.ParseValue(ref reader));
    }
}
