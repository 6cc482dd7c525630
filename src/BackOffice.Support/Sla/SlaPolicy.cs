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

    /// <summary>The policies of a new company: Monday to Friday, nine to half past five, in its own zone.</summary>
    internal static IEnumerable<SlaPolicy> First(string zone)
    {
        var hours = Enumerable.Range(1, 5).Select(day => new PromisedHours((DayOfWeek)day, 9 * 60, (17 * 60) + 30)).ToMany();
        (TicketPriority Priority, string Name, int First, int Next, int Resolution)[] promises =
        [
            (TicketPriority.Urgent, "Urgent", 60, 60, 480), (TicketPriority.High, "High", 120, 120, 960),
            (TicketPriority.Normal, "Normal", 240, 240, 1440), (TicketPriority.Low, "Low", 480, 480, 2400),
        ];
        foreach (var (priority, name, first, next, resolution) in promises)
        {
            var policy = new SlaPolicy { Id = new((int)priority + 1), Priority = priority, Name = name };
            policy.Promises(new(name, first, next, resolution, true, "Office hours", zone, hours, Many<DateOnly>.None));
            yield return policy;
        }
    }
}
