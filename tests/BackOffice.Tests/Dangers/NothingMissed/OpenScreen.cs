using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers.NothingMissed;

/// <summary>Someone looks at a view on a node; what they see is what they were last told to look at, and nothing else.</summary>
sealed class OpenScreen : IDisposable
{
    readonly Lock gate = new();
    readonly Watch? watch;
    Snapshot? shown;

    public OpenScreen(Company node, IView view, Reach reach)
    {
        (Node, View, Reach) = (node, view, reach);
        watch = node.Services.GetRequiredService<LiveViews>().Watch(view, reach, Look);
        Look();
    }

    public Company Node { get; }
    public IView View { get; }
    public Reach Reach { get; }
    public int Looks { get; private set; }

    void Look()
    {
        lock (gate)
        {
            if (watch is null) return; // told while it opens: it looks at once afterwards
            shown = watch.Current;
            Looks++;
        }
    }

    Snapshot? Shown { get { lock (gate) return shown; } }

    /// <summary>What is wrong with what this screen shows, when nothing has changed since <paramref name="head"/>; null if it is right.</summary>
    public async Task<string?> Wrong(long head)
    {
        if (!await watch!.Reach(head, TimeSpan.FromMinutes(1))) return $"{View}: did not reach {head} within a minute";
        if (watch.Failure is { } failure) return $"{View}: {failure}";
        var current = watch.Current!;
        // Whoever watches is told a moment after the view has reached its position.
        for (var tries = 0; tries < 500 && !ReferenceEquals(Shown?.Value, current.Value); tries++) await Task.Delay(10);
        using var reading = await Node.Services.GetRequiredService<Database>().Read(Reach);
        var truth = Said(await View.ReadWhole(reading.Reader));
        if (Said(current.Value) != truth) return $"{View} as of {current.Position} at head {head}: the view says {Said(current.Value)}, the database {truth}";
        return Said(Shown?.Value) == truth ? null : $"{View}: the screen was not told; it shows {Said(Shown?.Value)} instead of {truth}";
    }

    static readonly JsonSerializerOptions words = new(Json.Options) { Converters = { new MoneyInWords() } };

    static string Said(object? value) => value is null ? "nothing" : JsonSerializer.Serialize(value, value.GetType(), words);

    // Its properties are money again, without end.
    sealed class MoneyInWords : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();
        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    public void Dispose() => watch?.Dispose();
}
