using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>Support plugs in: its tables, who may what, its places, panels, work, tile, invariants and palette entries.</summary>
public sealed class SupportDepartment : Department
{
    public override string Name => "Support";

    public override void Map(ModelBuilder model, BackOfficeDb db) => SupportMap.Map(model, db);

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(May.SeeTickets, "See tickets and the queue"),
        new(May.OpenTickets, "Open new tickets"),
        new(May.AnswerTickets, "Answer tickets and change their state"),
        new(May.WriteNotes, "Write internal notes"),
        new(May.AssignTickets, "Assign tickets and set their priority"),
        new(May.MergeTickets, "Merge tickets"),
        new(May.ReceiveMail, "Take in mail (for the post)"),
        new(May.SeeMail, "See mail in quarantine and try it again"),
        new(May.SetPolicies, "Set service levels"),
    ];

    public override IReadOnlyDictionary<string, string[]> Roles
    {
        get
        {
            string[] colleague = [May.SeeTickets, May.OpenTickets, May.WriteNotes];
            string[] agent = [.. colleague, May.AnswerTickets, May.AssignTickets, May.MergeTickets];
            return new Dictionary<string, string[]>
            {
                ["agent"] = agent,
                ["support supervisor"] = [.. agent, May.SeeMail, May.SetPolicies],
                ["fulfillment supervisor"] = colleague,
                ["fulfillment clerk"] = colleague,
                ["shipping clerk"] = colleague,
                ["salesperson"] = colleague,
                ["billing"] = colleague,
                ["receivables"] = colleague,
                ["controller"] = [May.SeeTickets],
                ["auditor"] = [May.SeeTickets, May.SeeMail],
            };
        }
    }

    public override IReadOnlyList<Place> Places =>
    [
        new("Queue", "/queue", "queue", May.SeeTickets, "g q", new QueueWaiting()),
        new("Mail", "/support/mail", "mail", May.SeeMail),
    ];

    public override IReadOnlyList<Panel> Panels =>
    [
        new(typeof(OrderId), typeof(OrderTickets), May.SeeTickets, 20),
        new(typeof(CustomerId), typeof(CustomerTickets), May.SeeTickets, 20),
    ];

    public override IEnumerable<View<Many<WorkItem>>> WorkFor(Actor actor)
    {
        if (actor.May(May.AnswerTickets)) yield return new MyTickets(actor.Id);
        if (actor.May(May.SeeMail)) yield return new QuarantineWork();
    }

    public override IReadOnlyList<Tile> Tiles =>
    [
        new("support", 10, new SupportFigure(SupportFigureOf.Overdue)), new("support", 20, new SupportFigure(SupportFigureOf.ByState)), new("support", 30, new SupportFigure(SupportFigureOf.Open)),
        new("support", 40, new SupportFigure(SupportFigureOf.DueSoon)), new("support", 50, new SupportFigure(SupportFigureOf.Unassigned)), new("support", 60, new SupportFigure(SupportFigureOf.Reopened)),
        new("company", 30, new SupportFigure(SupportFigureOf.Overdue)),
    ];

    public override CustomerRecords? CustomerRecords { get; } = new SaidByCustomer();

    public override IReadOnlyList<Lookups> Lookups =>
    [
        Kernel.Lookups.For<Ticket>("Ticket", May.SeeTickets, t => new(
            t.Id, $"{t.Number} {t.Subject}", t.CustomerName ?? t.RequesterName, $"/tickets/{t.Id.Value}", t.Number, t.RequesterAddress, t.RequesterName),
            nameof(Ticket.State)),
    ];

    public override async Task Seed(BackOfficeDb db, DateTime now)
    {
        if (await db.Set<Mailbox>().AnyAsync()) return;
        // The secret is a key, not a chance of the simulation: it comes from the system's generator.
        db.Add(new Mailbox
        {
            Id = new(1),
            Address = "support@practice.example",
            Name = "Support",
            Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        });
        foreach (var policy in SlaPolicy.First(db.Set<CompanyInfo>().Local.FirstOrDefault()?.Zone ?? (await db.Set<CompanyInfo>().FirstAsync()).Zone)) db.Add(policy);
    }
}
