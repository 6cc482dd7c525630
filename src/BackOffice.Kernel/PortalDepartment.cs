namespace BackOffice.Kernel;

/// <summary>The portal's own permissions and roles, plugged in like a department's.</summary>
public sealed class PortalDepartment : Department
{
    public override string Name => "Portal";

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(May.SeeErrands, "See what could not be sent"),
        new(May.RetryErrands, "Send again what got stuck"),
        new(May.SeeStatus, "See how the portal itself is doing"),
        new(May.SeeHistory, "See the history of records"),
        new(May.ManagePeople, "Decide who may do what"),
        new(May.KeepCustomers, "Enter customers and change who they are"),
        new(May.ExportPersonalData, "Give out what is kept about a customer"),
        new(May.ErasePersonalData, "Erase what is kept about a customer"),
        new(May.ManageKeys, "Give programs keys and webhooks"),
        new(May.SeeAudit, "Read the audit and export it"),
        new(May.LiftFence, "Let a restored portal speak to the outside again"),
        new(May.SeeChecks, "See the checks of what must always hold"),
        new(May.RunChecks, "Run the checks and be told when one does not hold"),
        new(May.HangWalls, "Hang walls, change and revoke them"),
    ];

    public override IReadOnlyDictionary<string, string[]> Roles => new Dictionary<string, string[]>
    {
        ["administrator"] = [May.SeeStatus, May.SeeErrands, May.RetryErrands, May.SeeHistory, May.ManagePeople, May.KeepCustomers, May.ExportPersonalData, May.ErasePersonalData, May.ManageKeys, May.SeeAudit, May.SeeChecks, May.RunChecks, May.HangWalls, May.LiftFence],
        ["fulfillment supervisor"] = [May.HangWalls],
        ["support supervisor"] = [May.HangWalls, May.ExportPersonalData],
        ["controller"] = [May.HangWalls, May.SeeChecks],
        ["auditor"] = [May.SeeErrands, May.SeeHistory, May.SeeAudit, May.SeeChecks],
    };

    public override IReadOnlyList<Place> Places =>
    [
        new("People", "/admin/people", "people", May.ManagePeople), new("Who may do what", "/admin/roles", "shield", May.ManagePeople),
        new("Status", "/admin/status", "chart", May.SeeStatus), new("Not sent", "/admin/not-sent", "mail", May.SeeErrands), new("Keys and webhooks", "/admin/keys", "key", May.ManageKeys), new("Audit", "/audit", "book", May.SeeAudit),
        new("Checks", "/admin/checks", "shield", May.SeeChecks, Count: new BrokenChecks()), new("Walls", "/admin/walls", "wall", May.HangWalls),
    ];

    public override IEnumerable<View<Many<WorkItem>>> WorkFor(Actor actor)
    {
        if (actor.May(May.RunChecks)) yield return new BrokenChecksWork();
    }

    public override IReadOnlyList<Guard> Guards => LogGuards.All;
}
