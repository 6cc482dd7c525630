using Microsoft.Extensions.Hosting;

namespace BackOffice.Kernel;

/// <summary>
/// Tells the other nodes who is where on this one and hears it from them: each change at once, everyone every five seconds,
/// so that a lost word heals and a node that died is forgotten.
/// </summary>
public sealed class NodePresence(Presence presence, INodeTalk talk, Node node, TimeProvider clock) : BackgroundService
{
    // Before anyone can be anywhere: the beat begins later, on a thread of its own.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        talk.PresenceCame += Came;
        presence.Moved += Tell;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Presence.Beat, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken)) TellAll();
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally
        {
            presence.Moved -= Tell;
            talk.PresenceCame -= Came;
        }
    }

    /// <summary>Says everyone on this node, and forgets whom nobody renewed.</summary>
    public void TellAll()
    {
        presence.Forget();
        talk.TellPresence(new(node.Name, true, presence.Mine()));
    }

    void Tell(PresenceMark mark) => talk.TellPresence(new(node.Name, false, [mark]));

    void Came(PresenceWord word)
    {
        if (word.Node != node.Name) presence.Heard(word);
    }
}
