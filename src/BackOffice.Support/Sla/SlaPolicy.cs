namespace BackOffice.Support;

/// <summary>What is promised to tickets of a priority from now on.</summary>
public sealed class SlaPolicy : IRoot
{
    public SlaPolicyId Id { get; init; }
    public int Version { get; private set; }
    public required TicketPriority Priority { get; init; }
    public required string Name { get; init; }

    /// <summary>The <see cref="SlaPromise"/> that a ticket of today gets.</summary>
    [LongText] public string Content { get; private set; } = "";

    internal SlaPromise Promise => Json.Read<SlaPromise>(Content);

    internal void Promises(SlaPromise promise)
    {
        // Making the calendar refuses one that is never open.
        _ = promise.WorkingCalendar;
        Content = Json.Write(promise);
    }
}
