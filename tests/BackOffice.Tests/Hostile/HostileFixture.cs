using BackOffice.Testing;

namespace BackOffice.Tests.Hostile;

/// <summary>One open host for the tests that only ask.</summary>
public sealed class HostileFixture : IAsyncLifetime
{
    public OpenHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await OpenHost.Start();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
