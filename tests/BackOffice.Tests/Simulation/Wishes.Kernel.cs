using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Tests.Simulation;

/// <summary>What administrators, operators and other programs want: keys, webhooks, walls, roles, sessions, erasing.</summary>
static partial class Wishes
{
    /// <summary>The codes that screens show in these days.</summary>
    internal static readonly string[] WallCodes = ["ACDEFG", "HJKLMN", "PQRTUV"];
    static readonly string[] ofWebhooks = ["fulfillment.order", "accounting.invoice", "support.ticket", "portal.role"];

    /// <summary>Whose deed this can be alone: who picks gives back, whoever signed in signs out.</summary>
    public static PersonId? Whose(ICommand command, Picture p) => command switch
    {
        GiveBackPick give => p.Parts.FirstOrDefault(f => f.Id == give.Id)?.Picker,
        KeepTicket keep => p.Tickets.FirstOrDefault(t => t.Id == keep.Id)?.Assignee,
        EndSession end => p.All<PersonSession>().FirstOrDefault(s => s.Id == end.Id)?.Person,
        SeeSession see => p.All<PersonSession>().FirstOrDefault(s => s.Id == see.Id)?.Person,
        BackOffice.Kernel.BeginSession => p.People[(int)(p.Position % p.People.Count)].Id,
        // Who may see every board.
        BackOffice.Kernel.ChangeWall or BackOffice.Kernel.PairWall => p.People.FirstOrDefault(x => x.Login is "max")?.Id,
        _ => null,
    };

    static string Hash(Luck luck) => ApiKey.HashOf($"secret {luck.Next(100_000)}");
    static string Closed(Luck luck) => Plainly.Close($"whsec_{Hash(luck)}");

    static AddKey AddKey(Picture p, Luck luck) => new(luck.Of("shop", "warehouse", "till"), Hash(luck), luck.Of("orders", "orders payments"), "bo_sim", luck.OneIn(2) ? null : FulfillmentDepartment.HandChannel, luck.OneIn(3) ? p.Now.AddDays(luck.Next(40) - 2) : null);
    static RotateKey? RotateKey(Picture p, Luck luck) => luck.Pick(p.All<ApiKey>(), k => k.RevokedAt is null && k.ReplacedBy is null) is { } k ? new(k.Id, Hash(luck), "bo_sim", luck.Next(48)) : null;
    static RevokeKey? RevokeKey(Picture p, Luck luck) => luck.Pick(p.All<ApiKey>(), k => k.RevokedAt is null) is { } k ? new(k.Name, luck.OneIn(2) ? k.Id : null) : null;

    static AddWebhook AddWebhook(Picture p, Luck luck) => new($"Program {luck.Next(3)}", $"https://program{luck.Next(3)}.example/told", string.Join(' ', ofWebhooks.Take(1 + luck.Next(ofWebhooks.Length))), Closed(luck));
    static PauseWebhook? PauseWebhook(Picture p, Luck luck) => luck.Pick(p.All<Webhook>(), w => w.PausedAt is null && w.EndedAt is null) is { } w ? new(w.Id, luck.OneIn(2) ? "They move house" : null) : null;
    static ResumeWebhook? ResumeWebhook(Picture p, Luck luck) => luck.Pick(p.All<Webhook>(), w => w.PausedAt is not null && w.EndedAt is null) is { } w ? new(w.Id) : null;
    static RotateWebhookSecret? RotateWebhookSecret(Picture p, Luck luck) => luck.Pick(p.All<Webhook>(), w => w.EndedAt is null) is { } w ? new(w.Id, Closed(luck), luck.Next(48)) : null;
    static EndWebhook? EndWebhook(Picture p, Luck luck) => luck.Pick(p.All<Webhook>(), w => w.EndedAt is null) is { } w ? new(w.Id) : null;
    static ResendDelivery? ResendDelivery(Picture p, Luck luck) => luck.Pick(p.All<WebhookDelivery>(), d => d.State is not DeliveryState.Waiting) is { } d ? new(d.Webhook, d.Position) : null;
    static SetDeliveryAside? SetDeliveryAside(Picture p, Luck luck) => luck.Pick(p.All<WebhookDelivery>(), d => d.State is DeliveryState.Waiting) is { } d ? new(d.Webhook, d.Position) : null;

    static ShowWallCode ShowWallCode(Picture p, Luck luck) => new(Wall.HashOf($"device {luck.Next(10_000)}"), Wall.HashOf(luck.Of(WallCodes)), $"192.0.2.{luck.Next(3)}", "1920 × 1080");

    // A code that a screen shows, or one that is mistyped.
    static PairWall PairWall(Picture p, Luck luck)
    {
        var shown = WallCodes.Where(code => p.All<WallCode>().Any(c => c.Code == Wall.HashOf(code) && c.UsedAt is null && c.ShownAt > p.Now - WallCode.Lives)).ToList();
        return new(shown.Count > 0 && !luck.OneIn(6) ? luck.Of(shown) : "234679", "Packing", OfBoards(luck), 20, luck.OneIn(2));
    }

    static Many<string> OfBoards(Luck luck) => Boards.Names.Skip(luck.Next(Boards.Names.Count)).Take(1 + luck.Next(2)).ToMany();
    static ChangeWall? ChangeWall(Picture p, Luck luck) => luck.Pick(p.All<Wall>(), w => w.RevokesAt is null && w.RevokedAt is null) is { } w
        ? new(w.Id, luck.OneIn(4) ? w.Version - 1 : w.Version, "Packing, north", OfBoards(luck), 10 + luck.Next(60), luck.OneIn(2), luck.OneIn(6) ? 360 : null, luck.OneIn(6) ? 1200 : null) : null;
    static RevokeWall? RevokeWall(Picture p, Luck luck) => luck.Pick(p.All<Wall>(), w => w.RevokesAt is null && w.RevokedAt is null) is { } w ? new(w.Id) : null;
    static KeepWall? KeepWall(Picture p, Luck luck) => luck.Pick(p.All<Wall>(), w => w.RevokesAt is not null && w.RevokedAt is null) is { } w ? new(w.Id) : null;
    static EndWall? EndWall(Picture p, Luck luck) => luck.Pick(p.All<Wall>(), w => w.RevokesAt is not null && w.RevokedAt is null) is { } w ? new(w.Id) : null;

    // Ada's and Max's role stays as it is, or nobody could give anything back.
    static Role? SomeRole(Picture p, Luck luck) => luck.Pick(p.All<Role>(), r => r.Name is not "administrator");
    static AllowRole? AllowRole(Picture p, Luck luck) => SomeRole(p, luck) is { } r ? new(r.Id, luck.Of(p.All<KnownPermission>()).Name, luck.OneIn(2) ? null : luck.OneIn(5) ? r.Version - 1 : r.Version) : null;

    static ForbidRole? ForbidRole(Picture p, Luck luck) => SomeRole(p, luck) is { } r && p.All<RolePermission>().Where(x => x.Role == r.Name).ToList() is { Count: > 0 } held
        ? new(r.Id, luck.Of(held).Permission, luck.OneIn(2) ? null : luck.OneIn(5) ? r.Version - 1 : r.Version) : null;

    static LimitRole? LimitRole(Picture p, Luck luck) => SomeRole(p, luck) is { } r && p.All<RolePermission>().Where(x => x.Role == r.Name).ToList() is { Count: > 0 } held
        ? new(r.Id, luck.Of(held).Permission, "GBP", luck.OneIn(3) ? null : luck.Next(500) * 100L, luck.OneIn(5) ? r.Version - 1 : null) : null;

    static GiveRole? GiveRole(Picture p, Luck luck) => SomeRole(p, luck) is { } r && luck.Pick(p.People, x => x.IsActive && !p.All<PersonRole>().Any(h => h.Person == x.Id && h.Role == r.Name)) is { } person ? new(person.Id, r.Id) : null;
    static TakeRole? TakeRole(Picture p, Luck luck) => luck.Pick(p.All<PersonRole>(), h => h.Role is not "administrator") is { } held && p.All<Role>().FirstOrDefault(r => r.Name == held.Role) is { } role ? new(held.Person, role.Id) : null;
    static MakeRole MakeRole(Picture p, Luck luck) => new($"helper {luck.Next(4)}");
    static DisablePerson? DisablePerson(Picture p, Luck luck) => luck.Pick(p.People, x => x.IsActive && x.Login is not ("ada" or "max")) is { } x ? new(x.Id, "Left the company") : null;
    static EnablePerson? EnablePerson(Picture p, Luck luck) => luck.Pick(p.People, x => !x.IsActive) is { } x ? new(x.Id) : null;

    static BeginSession BeginSession(Picture p, Luck luck) => new("practice", "192.0.2.7", "Firefox on Linux", p.Now.AddHours(1 + luck.Next(30)), luck.OneIn(2) ? $"sid-{luck.Next(3)}" : null,
        luck.OneIn(3) && p.All<PersonSession>().Where(s => s.EndedAt is null).ToList() is { Count: > 0 } open ? luck.Of(open).Id : null);
    static EndSession? EndSession(Picture p, Luck luck) => luck.Pick(p.All<PersonSession>(), s => s.EndedAt is null) is { } s ? new(s.Id) : null;
    static SeeSession? SeeSession(Picture p, Luck luck) => luck.Pick(p.All<PersonSession>(), s => s.EndedAt is null) is { } s ? new(s.Id) : null;
    static EndDirectorySessions EndDirectorySessions(Picture p, Luck luck) => new($"sid-{luck.Next(3)}");

    static EraseCustomer? EraseCustomer(Picture p, Luck luck) => luck.Pick(p.All<Customer>(), c => !c.IsWalkIn && c.ErasedAt is null && !p.Orders.Any(o => o.Customer == c.Id)) is { } c
        ? new(c.Id, luck.OneIn(6) ? "another" : c.Number) : null;
    static LiftFence? LiftFence(Picture p, Luck luck) => luck.Pick(p.All<Restore>(), r => r.LiftedAt is null) is { } r ? new(r.Id) : null;

    static ConfirmErrandSent? ConfirmErrandSent(Picture p, Luck luck) => luck.Pick(p.All<ErrandRow>(), e => e.State is ErrandState.Stuck or ErrandState.UnknownOutcome) is { } e ? new(e.Id) : null;

    static GiveBackPick? GiveBackPick(Picture p, Luck luck) => luck.Pick(p.Parts, f => f.IsPickable && f.Picker is not null) is { } f ? new(f.Id) : null;
    static KeepTicket? KeepTicket(Picture p, Luck luck) => luck.Pick(p.Tickets, t => IsOpen(t) && t.LeasedUntil is not null) is { } t ? new(t.Id) : null;
    static TakeTicket? TakeTicket(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, luck.OneIn(6) ? null : t.Assignee, luck.OneIn(3) ? "" : "They went home") : null;

    static DismissLine? DismissLine(Picture p, Luck luck) => luck.Pick(p.All<ImportLine>(), l => l.State is ImportLineState.Open) is { } l ? new(l.Id, "It was a test") : null;
    static StopImport? StopImport(Picture p, Luck luck) => luck.Pick(p.All<Import>(), i => i.State is ImportState.Waiting or ImportState.Running) is { } i ? new(i.Id) : null;
    static ResumeImport? ResumeImport(Picture p, Luck luck) => luck.Pick(p.All<Import>(), i => i.State is ImportState.Stopped or ImportState.Failed) is { } i ? new(i.Id) : null;
}
