using BackOffice.Kernel;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace BackOffice.Web;

/// <summary>Counts the circuits that are open.</summary>
sealed class OpenCircuits(LiveMetrics metrics) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CircuitCame();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CircuitLeft();
        return Task.CompletedTask;
    }
}
