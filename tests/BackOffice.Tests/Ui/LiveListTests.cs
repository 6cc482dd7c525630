using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Support;
using BackOffice.Ui;
using Bunit;

namespace BackOffice.Tests;

/// <summary>Nothing moves under the hand: newcomers wait behind the chip, rows keep their places, those that left stay greyed until the hand does.</summary>
public sealed class LiveListTests : IAsyncLifetime
{
    Company company = null!;
    TicketId first, second;
    Screen<QueuePage> screen = null!;

    public async ValueTask InitializeAsync()
    {
        (company, _) = await SupportCompany.Open();
        first = await company.Writes("First", "Hello", "a@wren.example");
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        second = await company.Writes("Second", "Hello", "b@wren.example");
        screen = await company.Greta.Opens<QueuePage>(address: "/queue?tab=unassigned");
        screen.WaitForAssertion(() => Assert.Equal([first, second], Rows));
    }

    public async ValueTask DisposeAsync()
    {
        await screen.DisposeAsync();
        await company.DisposeAsync();
    }

    [Fact]
    public async Task While_a_hand_is_in_the_list_newcomers_wait_behind_the_chip_and_come_in_by_it()
    {
        await Held(true);
        var urgent = await Urgent("Third");
        screen.WaitForAssertion(() => Assert.Equal("1 new", screen.All(".newchip").FirstOrDefault()?.TextContent));
        Assert.Equal([first, second], Rows);
        var another = await Urgent("Fourth");
        screen.WaitForAssertion(() => Assert.Equal("2 new", screen.All(".newchip").FirstOrDefault()?.TextContent));
        Assert.Equal([first, second], Rows);

        screen.Press("2 new");
        screen.WaitForAssertion(() => Assert.Equal([urgent, another, first, second], Rows));
        Assert.Empty(screen.All(".newchip"));

        // The hand is still there: who comes now waits again, and comes in when it leaves.
        var last = await Urgent("Fifth");
        screen.WaitForAssertion(() => Assert.Equal("1 new", screen.All(".newchip").FirstOrDefault()?.TextContent));
        await Held(false);
        screen.WaitForAssertion(() => Assert.Equal([urgent, another, last, first, second], Rows));
        Assert.Empty(screen.All(".newchip"));
    }

    [Fact]
    public async Task A_row_that_leaves_stays_in_its_place_greyed_and_deaf_until_the_hand_leaves()
    {
        await Held(true);
        await company.Sam.Does(new TakeTicket(first, null));
        screen.WaitForAssertion(() => Assert.Contains("gonerow", Row(first).ClassName));
        Assert.Equal([first, second], Rows);
        await screen.Find("[data-list]").TriggerEventAsync("onrowdeed", new RowDeedArgs { Id = first.Value.ToString(), Do = "open" });
        Assert.DoesNotContain("/tickets/", screen.Address);
        Assert.DoesNotContain("gonerow", Row(second).ClassName ?? "");

        await Held(false);
        screen.WaitForAssertion(() => Assert.Equal([second], Rows));
    }

    [Fact]
    public async Task A_row_that_changes_under_the_hand_changes_where_it_is()
    {
        await Held(true);
        // Raised, it would come first.
        await company.Sam.Does(new SetPriority(second, TicketPriority.Urgent));
        screen.WaitForAssertion(() => Assert.Contains("Urgent", Row(second).TextContent));
        Assert.Equal([first, second], Rows);
        await Held(false);
        screen.WaitForAssertion(() => Assert.Equal([second, first], Rows));
    }

    [Fact]
    public async Task One_that_left_and_came_back_under_the_hand_is_whole_again()
    {
        await Held(true);
        await company.Sam.Does(new TakeTicket(first, null));
        screen.WaitForAssertion(() => Assert.Contains("gonerow", Row(first).ClassName));
        await company.Sam.Does(new AssignTicket(first, null, company.Sam.Id));
        screen.WaitForAssertion(() => Assert.DoesNotContain("gonerow", Row(first).ClassName ?? ""));
        Assert.Empty(screen.All(".newchip"));
    }

    [Fact]
    public async Task In_a_long_list_rows_that_move_between_its_blocks_stand_where_they_belong_and_their_buttons_work()
    {
        var rows = new List<TicketId> { first, second };
        for (var i = 0; i < 24; i++)
        {
            company.Clock.Advance(TimeSpan.FromMinutes(1));
            rows.Add(await company.Writes($"No. {i}", "Hello", $"c{i}@wren.example"));
        }
        screen.WaitForAssertion(() => Assert.Equal(rows, Rows));

        // From the last block to the first, and one goes out of the middle.
        var (last, middle) = (rows[^1], rows[12]);
        await company.Sam.Does(new SetPriority(last, TicketPriority.Urgent));
        await company.Sam.Does(new TakeTicket(middle, null));
        rows.Remove(last);
        rows.Remove(middle);
        rows.Insert(0, last);
        screen.WaitForAssertion(() => Assert.Equal(rows, Rows));
        Assert.Contains("Urgent", Row(last).TextContent);

        // Under the hand the one that came first goes, and one of the last block changes: both where they are.
        await Held(true);
        await company.Sam.Does(new TakeTicket(last, null));
        await company.Sam.Does(new SetPriority(rows[^1], TicketPriority.Urgent));
        screen.WaitForAssertion(() => Assert.Contains("gonerow", Row(last).ClassName));
        screen.WaitForAssertion(() => Assert.Contains("Urgent", Row(rows[^1]).TextContent));
        Assert.Equal(rows, Rows);
        await Held(false);
        var raised = rows[^1];
        rows.Remove(last);
        rows.Remove(raised);
        rows.Insert(0, raised);
        screen.WaitForAssertion(() => Assert.Equal(rows, Rows));
        await screen.Find("[data-list]").TriggerEventAsync("onrowdeed", new RowDeedArgs { Id = raised.Value.ToString(), Do = "open" });
        Assert.EndsWith($"/tickets/{raised.Value}", screen.Address);
    }

    Task Held(bool held) => screen.Find("[data-list]").TriggerEventAsync("onlistheld", new ListHeldArgs { Held = held });

    TicketId[] Rows => [.. screen.All("tr[data-id]").Select(row => new TicketId(long.Parse(row.GetAttribute("data-id")!)))];

    AngleSharp.Dom.IElement Row(TicketId id) => screen.All($"tr[data-id='{id.Value}']").Single();

    async Task<TicketId> Urgent(string subject)
    {
        company.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await company.Sal.Does(new OpenTicket("Hannah", "hannah@wren.example", subject, "Now", Priority: TicketPriority.Urgent))).Ticket;
    }
}
