namespace BackOffice.Kernel;

[Event("portal.duty-pair-switched", 1)]
public sealed record DutyPairSwitched(DutyPairId Pair, bool IsOn) : Event
{
    public override Words Says() => IsOn ? "Kept apart" : "No longer kept apart";
}

// Keeps one pair of deeds apart, or no longer.
[Needs(May.ManagePeople), Raises<DutyPairSwitched>]
public sealed record SwitchDutyPair(DutyPairId Pair, bool IsOn) : Command
{
    public override async Task Run(Work work)
    {
        var pair = await work.Find<DutyPair>(Pair);
        if (pair.IsOn == IsOn) return;

        pair.IsOn = IsOn;
        work.Raise(new DutyPairSwitched(pair.Id, IsOn));
    }
}
