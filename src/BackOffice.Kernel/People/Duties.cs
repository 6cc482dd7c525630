using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

public readonly record struct DutyPairId(long Value) : IId;

/// <summary>
/// Two deeds that one person does not do on the same record (segregation of duties): who did <see cref="First"/>, as the
/// log knows it, is refused <see cref="Then"/>.
/// </summary>
public sealed class DutyPair : IRoot
{
    public DutyPairId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>Names of commands.</summary>
    public required string First { get; init; }
    public required string Then { get; init; }
    /// <summary>The kind of the record (its id's name without Id).</summary>
    public required string Subject { get; init; }
    public bool IsOn { get; internal set; }
}

public readonly record struct AccessPolicyId(long Value) : IId;

/// <summary>One row: whether the company is too small to keep duties apart, since when, by whom and why.</summary>
public sealed class AccessPolicy : IRoot
{
    public AccessPolicyId Id { get; init; }
    public int Version { get; private set; }
    public bool IsSmallCompany { get; private set; }
    public DateTime? SinceAt { get; private set; }
    public PersonId? By { get; private set; }
    public string Reason { get; private set; } = "";

    internal void Switch(bool isSmall, PersonId by, DateTime at, string reason) => (IsSmallCompany, By, SinceAt, Reason) = (isSmall, by, at, reason);
}

/// <summary>The duties that are kept apart now: none in a small company.</summary>
public sealed record DutiesNow(bool AreOff, IReadOnlyList<DutyPair> Pairs)
{
    internal static readonly DutiesNow None = new(false, []);

    /// <summary>Refuses the command if its actor did the other half of a pair on one of its records.</summary>
    internal async Task Ask(string command, ICommand asked, Work work)
    {
        if (AreOff || work.Actor.Kind is not ActorKind.Person) return;
        foreach (var pair in Pairs)
        {
            if (pair.Then != command) continue;
            foreach (var id in asked.GetType().GetProperties().Select(p => p.GetValue(asked)).OfType<IId>().Where(id => Ids.KindOf(id) == pair.Subject))
            {
                var (subject, record, me, first) = (pair.Subject, id.Value, work.Actor.Id, pair.First);
                var entries = work.All<LogEntry>();
                if (!await work.All<LogSubject>().Where(s => s.Kind == subject && s.Id == record)
                    .AnyAsync(s => entries.Any(e => e.Position == s.Position && e.Actor == me && e.Command == first))) continue;
                Words deed = Texts.InWords(first);
                Refuse.Because(await Approvers.Ask(work, $"You did the other half yourself ({deed}); someone else has to do this.", asked.GetType().Needs(), null), Refusal.Duties);
            }
        }
    }
}
