using BackOffice.Ui;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace BackOffice.Web;

/// <summary>A circuit whose browser cannot be reached is kept for its return, but its person is not at the record meanwhile.</summary>
sealed class ScreenAway(Session session) : CircuitHandler
{
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        session.GoAway(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        session.GoAway(false);
        return Task.CompletedTask;
    }
}
