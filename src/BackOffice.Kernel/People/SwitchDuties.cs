namespace BackOffice.Kernel;

[Event("portal.duties-switched", 1)]
public sealed record DutiesSwitched(AccessPolicyId Policy, bool IsSmallCompany, string Reason) : Event
{
    public override Words Says() => IsSmallCompany ? $"Duties are no longer kept apart: {Reason}" : $"Duties are kept apart again: {Reason}";
}

// A company too small for two people on a deed says so, in the open: what would be refused is labelled instead.
[Needs(May.ManagePeople), Raises<DutiesSwitched>]
public sealed record SwitchDuties(bool IsSmallCompany, string Reason) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Reason.Trim().Length is < 3 or > 200, "Say why, in 3 to 200 signs; an auditor will read it.");
        var policy = await work.Find<AccessPolicy>(new AccessPolicyId(1));
        if (policy.IsSmallCompany == IsSmallCompany) return;

        policy.Switch(IsSmallCompany, work.Actor.Id, work.Now, Reason.Trim());
        work.Raise(new DutiesSwitched(policy.Id, IsSmallCompany, Reason.Trim()));
    }
}
