using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Web;
using BackOffice.Web.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

public sealed class ShellTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.Open();
    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task The_navigation_shows_only_what_the_person_may_use()
    {
        await using var ana = await company.Ana.Opens<NavBar>();
        await using var carl = await company.Carl.Opens<NavBar>();

        var hers = ana.All("a").Select(a => a.GetAttribute("href")).ToList();
        var his = carl.All("a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/pick", hers);
        Assert.DoesNotContain("/journal", hers);
        Assert.Contains("/journal", his);
        Assert.DoesNotContain("/pick", his);
    }

    [Fact]
    public async Task A_hand_held_has_five_places_at_its_foot_whatever_one_may()
    {
        await using var max = await company.Max.Opens<NavBar>();

        Assert.Equal(5, max.All(".five").Count);
        Assert.Equal("/", max.All("a.five")[0].GetAttribute("href"));
    }

    [Fact]
    public async Task What_finds_no_room_at_a_hand_helds_foot_stands_behind_its_last_button()
    {
        await using var noor = await company.Noor.Opens<NavBar>();

        var opens = Assert.Single(noor.All("button.five")).GetAttribute("popovertarget");
        var behind = noor.All($"#{opens} a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(noor.All("nav a").Skip(1).Select(a => a.GetAttribute("href")), behind);
        Assert.Contains("/dispatch", behind);
    }

    [Fact]
    public async Task The_open_place_says_so_without_colour()
    {
        await using var ana = await company.Ana.Opens<NavBar>(address: "/orders/17");

        Assert.Equal("/orders", Assert.Single(ana.All("nav a[aria-current=page]")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_new_ticket_counts_in_the_navigation_of_who_was_looking()
    {
        await using var sam = await company.Sam.Opens<NavBar>();
        await Opened("Lantern glass broken");

        sam.WaitForAssertion(() => Assert.Equal("1", sam.All("a[href='/queue'] .n").Single().TextContent));
    }

    [Fact]
    public async Task My_work_comes_by_itself_and_speaks_Spanish_to_who_wants_it()
    {
        Texts.Add(typeof(Portal).Assembly);
        await using var sam = await company.Sam.Opens<MyWork>(language: "es");
        sam.WaitForAssertion(() => Assert.Contains("Nada le espera", sam.Markup));

        await Opened("Lantern glass broken");

        sam.WaitForAssertion(() => Assert.NotEmpty(sam.All(".work li[data-id]")));
        Assert.DoesNotContain("Nada le espera", sam.Markup);
    }

    [Fact]
    public async Task Coming_in_is_no_deed_of_the_day()
    {
        await company.Sam.SignsIn();
        await company.Sam.SignsIn();
        await Opened("Lantern glass broken");

        Assert.Single(await company.Read(new Deeds(company.Sam.Id)));
    }

    [Fact]
    public async Task The_palette_finds_a_ticket_by_its_number_and_not_for_who_may_not_see_it()
    {
        var ticket = await Opened("Lantern glass broken");

        Assert.Contains("Lantern glass broken", await Sought(company.Sam, $"T-{ticket.Value}"));
        Assert.DoesNotContain("Lantern glass broken", await Sought(company.Pat, $"T-{ticket.Value}"));
    }

    [Fact]
    public async Task Another_role_s_page_says_whose_it_is_not()
    {
        await using var ana = await company.Ana.Opens<NotYours>();

        Assert.Contains("You are signed in as Ana Ruiz", ana.Markup);
    }

    [Fact]
    public async Task A_wall_shows_the_tiles_one_may_see_and_writes_each_version_once_for_all()
    {
        var bell = new Bell();
        using var boards = new WallBoards(company.Services.GetRequiredService<Departments>(), company.Services.GetRequiredService<LiveViews>(), company.Services.GetRequiredService<Feed>(), TimeProvider.System, bell);
        var sam = boards.For("support", await company.Sam.Actor(), Texts.English)!;
        var greta = boards.For("support", await company.Greta.Actor(), Texts.English)!;
        Assert.Same(sam, greta);
        Assert.Null(boards.For("no such board", await company.Sam.Actor(), Texts.English));
        await Until(() => sam.News is not null);
        var (before, rings) = (sam.News, bell.Next);

        await Opened("Lantern glass broken");

        await rings.WaitAsync(TimeSpan.FromSeconds(5));
        await Until(() => sam.News != before && sam.News!.ToString().Contains("\"figure\":\"1\""));
        Assert.DoesNotContain("figure", boards.For("support", await company.Pat.Actor(), Texts.English)!.News?.ToString() ?? "");
    }

    async Task<string> Sought(Colleague who, string term)
    {
        await using var screen = await who.Opens<Palette>();
        company.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var typing = screen.Find("#palette input").InputAsync(new ChangeEventArgs { Value = term });
        for (var i = 0; i < 50 && !typing.IsCompleted; i++)
        {
            company.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
        }
        await typing;
        return screen.Markup;
    }

    async Task<TicketId> Opened(string subject) =>
        (await company.Sam.Does(new OpenTicket("Hannah Wren", "hannah@wren.example", subject, "Third one since October.", TicketChannel.Phone, TicketPriority.Normal))).Ticket;

    static async Task Until(Func<bool> so)
    {
        for (var i = 0; i < 250 && !so(); i++) await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        Assert.True(so());
    }
}
