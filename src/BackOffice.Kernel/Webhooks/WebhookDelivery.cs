namespace BackOffice.Kernel;

public enum DeliveryState { Waiting, Delivered, SetAside }

/// <summary>One event on its way to one webhook; its key is both, so that nothing is told twice by a second queueing.</summary>
public sealed class WebhookDelivery
{
    public WebhookId Webhook { get; init; }
    public long Position { get; init; }
    public required string Kind { get; init; }
    /// <summary>Events about the same record go out one after the other: "Order:1001".</summary>
    public required string Subject { get; init; }
    public DateTime At { get; init; }
    public DeliveryState State { get; private set; }
    public int Tries { get; private set; }
    public DateTime NextAt { get; private set; }
    public DateTime? LeasedUntil { get; private set; }
    public DateTime? LastAt { get; private set; }
    public int? Status { get; private set; }
    public int? Milliseconds { get; private set; }
    public string? Answer { get; private set; }

    /// <summary>Pauses between tries: about three days in all, as the well-known manner has it.</summary>
    public static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14),
        TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    internal void Wait(DateTime at) => NextAt = at;

    internal WebhookTry Tried(DateTime at, int? status, int milliseconds, string answer)
    {
        var isGood = status is >= 200 and < 300;
        (Tries, LastAt, Status, Milliseconds, Answer, LeasedUntil) = (Tries + 1, at, status, milliseconds, answer, null);
        if (isGood) State = DeliveryState.Delivered;
        else if (Tries > Pauses.Length) State = DeliveryState.SetAside;
        else NextAt = at + Pauses[Tries - 1];
        return new() { Webhook = Webhook, Position = Position, Number = Tries, At = at, Status = status, Milliseconds = milliseconds, Answer = answer };
    }

    internal void SendAgain(DateTime at)
    {
        (State, NextAt, LeasedUntil) = (DeliveryState.Waiting, at, null);
    }

    internal void GiveUp() => State = DeliveryState.SetAside;
}

/// <summary>One try of a delivery: what the other side answered and how long it took.</summary>
public sealed class WebhookTry
{
    public WebhookId Webhook { get; init; }
    public long Position { get; init; }
    public int Number { get; init; }
    public DateTime At { get; init; }
    public int? Status { get; init; }
    public int Milliseconds { get; init; }
    public required string Answer { get; init; }
}
