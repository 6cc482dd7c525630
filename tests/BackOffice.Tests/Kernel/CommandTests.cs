using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Kernel;

public class CommandTests
{
    [Fact]
    public async Task The_same_command_twice_has_one_effect_and_the_same_answer()
    {
        await using var company = await Company.Open();
        var command = new PlaceOrder(Goods.Order(("A", 2)));

        var first = await company.Joe.Does(command, "press-1");
        var again = await company.Joe.Does(command, "press-1");

        Assert.Equal(first, again);
        Assert.Single(await company.All<Order>());
    }

    [Fact]
    public async Task Twenty_presses_at_once_are_one()
    {
        await using var company = await Company.Open();
        var command = new PlaceOrder(Goods.Order(("A", 2)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => company.Joe.Does(command, "press-1")));

        Assert.Single(answers.Distinct());
        Assert.Single(await company.All<Order>());
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        await using var company = await Company.Open();
        await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 2))), "press-1");

        var outcome = await company.Joe.Tries(new PlaceOrder(Goods.Order(("B", 2))), "press-1");

        Assert.Equal(Refusal.RepeatedWithOtherContent, outcome.Refusal!.Code);
        Assert.Single(await company.All<Order>());
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_behind_and_is_judged_anew()
    {
        await using var company = await Company.Open();
        var order = await company.Placed(("A", 2));
        var before = await company.All<LogEntry>();

        Assert.False((await company.Joe.Tries(new ReleaseOrder(order), "press-1")).Ok);
        Assert.Equal(before.Count, (await company.All<LogEntry>()).Count);

        await company.Receives("A", 2);
        await company.Joe.Does(new ConfirmOrder(order));
        Assert.True((await company.Joe.Tries(new ReleaseOrder(order), "press-1")).Ok);
    }

    [Fact]
    public async Task Positions_have_no_gap_however_many_write_and_are_refused()
    {
        await using var company = await Company.Open();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            if (i % 3 == 0) await company.Joe.Tries(new ConfirmOrder(new(999_999)));
            else await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))));
        }));

        var positions = (await company.All<LogEntry>()).Select(e => e.Position).Order().ToList();
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        await company.Verified();
    }

    [Fact]
    public async Task A_revoked_role_takes_effect_at_once()
    {
        await using var company = await Company.Open();
        await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))));

        await using (var db = company.Services.GetRequiredService<Database>().Bare()) await db.Set<PersonRole>().Where(r => r.Person == company.Joe.Id).ExecuteDeleteAsync();
        company.Services.GetRequiredService<Access>().Committed(new Touched { Tables = { ["PersonRoles"] = null } });

        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1))), Refusal.NotAllowed);
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        await using var company = await Company.Open();
        var stranger = new Actor(new(424242), "Nobody", ActorKind.Person, new HashSet<string> { BackOffice.Fulfillment.May.PlaceOrders }, [], Reach.Everything);
        Assert.Equal(Refusal.NotAllowed, (await company.Commands.Send(new PlaceOrder(Goods.Order(("A", 1))), stranger)).Refusal!.Code);
    }

    [Fact]
    public async Task The_history_says_who_did_what()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 5);
        var order = await company.Confirmed(("A", 2));

        var history = await company.Read(History.Of(order));

        Assert.Contains(history, line => line.Who == "Joe Barlow" && line.Says.ToString() == "Confirmed");
        Assert.Equal(history.OrderByDescending(l => l.Position), history);
    }

    [Fact]
    public async Task A_refusal_speaks_the_language_of_its_reader()
    {
        await using var company = await Company.Open();
        var refusal = await company.Sam.IsRefused(new SaveDraft("Ticket:1", "reply", new string('x', 300_000)));
        Assert.Equal("Este borrador es demasiado largo para guardarlo; acórtelo o adjúntelo como archivo.", Texts.Spanish[refusal.Words]);
    }
}
