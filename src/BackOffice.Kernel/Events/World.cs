using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>What an errand works with: services of the outside, reads, files; no writing but the command it returns.</summary>
public sealed class World(IServiceProvider services, string id, DateTime now, CancellationToken stop = default)
{
    /// <summary>The errand's own id, the same at each try: idempotency key or Message-ID outside.</summary>
    public string Id { get; } = id;
    public DateTime Now { get; } = now;
    /// <summary>Ends an errand that takes too long, or whose host stops.</summary>
    public CancellationToken Stop { get; } = stop;
    public Files Files => Get<Files>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task<Reading> Open() => Get<Database>().Read();

    public async Task<T> Read<T>(View<T> view)
    {
        using var reading = await Open();
        return await view.Read(reading.Reader);
    }
}
