using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Ui;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.People;

public class SessionTests
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_session_ended_elsewhere_ends_its_open_screen_and_no_other()
    {
        await using var company = await Company.Open();
        var (desk, phone) = (await Opens(company, company.Sam), await Opens(company, company.Sam));
        using var _ = desk; using var __ = phone;

        await company.Sam.Does(new EndSession(phone.Id!.Value));

        await Until(() => phone.Ended is SessionEnd.Revoked && !phone.IsSignedIn);
        Assert.True(desk.IsSignedIn);
    }

    [Fact]
    public async Task A_screen_whose_session_ended_sends_nothing_more_even_before_it_heard()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Noor);
        await company.Noor.Does(new EndSessionsOf(company.Noor.Id));

        var outcome = await screen.Send(new BackOffice.Fulfillment.PlaceOrder(Goods.Order(("A", 1))));

        Assert.Equal(Refusal.SignedOut, outcome.Refusal!.Code);
        Assert.Empty(await company.All<BackOffice.Fulfillment.Order>());
    }

    [Fact]
    public async Task Locked_out_means_every_screen_closes_and_every_session_ends()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);

        await company.Ada.Does(new DisablePerson(company.Sam.Id, "left us today"));

        await Until(() => !screen.IsSignedIn && screen.Ended is SessionEnd.Disabled);
        Assert.All(await company.All<PersonSession>(), s => Assert.Equal(SessionEnd.Disabled, s.EndedBy));
        Assert.Equal(Refusal.NotAllowed, (await company.Commands.Send(Begin(), screen.Me with { Id = company.Sam.Id })).Refusal!.Code);

        await company.Ada.Does(new EnablePerson(company.Sam.Id));
        using var again = await Opens(company, company.Sam);
        Assert.True(again.IsSignedIn);
    }

    [Fact]
    public async Task New_rights_come_into_an_open_screen()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);
        var told = 0;
        screen.Changed += () => Interlocked.Increment(ref told);

        await company.Ada.Does(new AllowRole(await RoleTests.Role(company, "agent"), BackOffice.Fulfillment.May.PlaceOrders));
        await Until(() => screen.Me.May(BackOffice.Fulfillment.May.PlaceOrders));
        Assert.Equal(1, told);

        // What concerns others only leaves this screen in peace.
        await company.Ada.Does(new GiveRole(company.Kim.Id, await RoleTests.Role(company, "picker")));
        await Until(async () => (await company.Kim.Actor()).Roles.Count == 2);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task An_idle_session_ends_by_itself_and_a_deed_keeps_it_awake()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);
        var idle = SessionLimits.Usual.Idle;

        company.Clock.Advance(idle - TimeSpan.FromMinutes(1));
        screen.Act();
        company.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.Yield();
        Assert.True(screen.IsSignedIn);

        company.Clock.Advance(idle);
        await Until(() => screen.Ended is SessionEnd.Idle);
        await Until(async () => (await company.All<PersonSession>()).Single().EndedBy is SessionEnd.Idle);
    }

    [Fact]
    public async Task No_session_outlives_its_absolute_end_however_busy_and_nobody_needs_to_look()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);
        for (var at = TimeSpan.Zero; at < SessionLimits.Usual.Most; at += TimeSpan.FromHours(1))
        {
            company.Clock.Advance(TimeSpan.FromHours(1));
            screen.Act();
        }
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        await Until(() => screen.Ended is SessionEnd.TooLong);

        // One that nobody has open is ended by the clock.
        var begun = (await company.Commands.Send(Begin(company), await company.Kim.Actor())).Answer!;
        await company.Passes(SessionLimits.Usual.Most);
        Assert.Equal(SessionEnd.TooLong, (await company.All<PersonSession>()).Single(s => s.Id == begun.Session).EndedBy);
    }

    [Fact]
    public async Task Signing_in_as_someone_else_in_the_same_browser_ends_what_was_open_there()
    {
        await using var company = await Company.Open();
        using var sams = await Opens(company, company.Sam);

        using var adas = await Opens(company, company.Ada, replaces: sams.Id);

        await Until(() => sams.Ended is SessionEnd.Replaced);
        Assert.False(await sams.GoesOnAs(User(company.Ada.Id, adas.Id!.Value)));
        Assert.True(adas.IsSignedIn);
    }

    [Fact]
    public async Task A_screen_that_comes_back_with_the_same_persons_new_cookie_goes_on_under_it()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);
        var next = (await company.Commands.Send(Begin(company), await company.Sam.Actor())).Answer!;

        Assert.True(await screen.GoesOnAs(User(company.Sam.Id, next.Session)));

        await company.Sam.Does(new EndSession(next.Session));
        await Until(() => !screen.IsSignedIn);
    }

    [Fact]
    public async Task Nobody_ends_the_sessions_of_others_but_who_decides_on_access()
    {
        await using var company = await Company.Open();
        using var screen = await Opens(company, company.Sam);
        await company.Noor.IsRefused(new EndSession(screen.Id!.Value), Refusal.NotFound);
        await company.Noor.IsRefused(new EndSessionsOf(company.Sam.Id), Refusal.NotAllowed);
        await company.Noor.IsRefused(new EndDirectorySessions("x"), Refusal.NotAllowed);
        Assert.True(screen.IsSignedIn);
        await company.Ada.Does(new EndSessionsOf(company.Sam.Id));
        await Until(() => screen.Ended is SessionEnd.Revoked);
    }

    [Fact]
    public async Task The_directory_ends_what_began_from_its_session()
    {
        await using var company = await Company.Open();
        using var here = await Opens(company, company.Sam, directory: "sid-1");
        using var there = await Opens(company, company.Greta, directory: "sid-2");

        await company.Does(HouseActor.Program, new EndDirectorySessions("sid-1"));

        await Until(() => here.Ended is SessionEnd.Directory);
        Assert.True(there.IsSignedIn);
    }

    [Fact]
    public async Task A_made_up_session_or_someone_elses_opens_nothing()
    {
        await using var company = await Company.Open();
        using var sams = await Opens(company, company.Sam);
        foreach (var user in new[] { User(company.Ada.Id, new(424242)), User(company.Ada.Id, sams.Id!.Value) })
        {
            using var screen = ActivatorUtilities.CreateInstance<Session>(company.Services);
            await screen.Begin(user, "en");
            Assert.False(screen.IsSignedIn);
        }
    }

    static BeginSession Begin(Company? company = null, PersonSessionId? replaces = null, string? directory = null) =>
        new("test", "192.0.2.7", "Firefox, Linux", (company?.Clock.GetUtcNow().UtcDateTime ?? DateTime.UnixEpoch.AddYears(100)) + SessionLimits.Usual.Most, directory, replaces);

    static ClaimsPrincipal User(PersonId person, PersonSessionId session) =>
        new(new ClaimsIdentity([new(Session.PersonClaim, person.Value.ToString()), new(Session.SessionClaim, session.Value.ToString())], "test"));

    static async Task<Session> Opens(Company company, Colleague who, PersonSessionId? replaces = null, string? directory = null)
    {
        var begun = await who.Does(Begin(company, replaces, directory));
        var screen = ActivatorUtilities.CreateInstance<Session>(company.Services);
        await screen.Begin(User(who.Id, begun.Session), "en");
        Assert.True(screen.IsSignedIn);
        return screen;
    }

    static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    static async Task Until(Func<Task<bool>> holds)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < patience * 4, "It did not come to pass.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
