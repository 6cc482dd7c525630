using BackOffice.Kernel;
using BackOffice.Ui;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace BackOffice.Testing;

/// <summary>Someone who works in the company under test: does commands, is refused, opens pages.</summary>
public sealed class Colleague(Company company, PersonId id, string name)
{
    public PersonId Id => id;
    public string Name => name;

    public async Task<Actor> Actor() => await company.Services.GetRequiredService<Access>().Of(id) ?? throw new InvalidOperationException($"{name} is not here.");

    public async Task<Outcome> Does(ICommand command, string? commandId = null) => Company.Succeeded(await company.Commands.Send(command, await Actor(), commandId));

    public async Task<T> Does<T>(Command<T> command, string? commandId = null)
    {
        var outcome = await company.Commands.Send(command, await Actor(), commandId);
        Company.Succeeded(outcome);
        return outcome.Answer!;
    }

    /// <summary>Expects a refusal with this code; gives it back so that its sentence can be looked at.</summary>
    public async Task<Refusal> IsRefused(ICommand command, string? code = null)
    {
        var outcome = await company.Commands.Send(command, await Actor());
        if (outcome.Refusal is null) throw new InvalidOperationException($"{command} was not refused.");
        if (code is not null && outcome.Refusal.Code != code) throw new InvalidOperationException($"Refused with '{outcome.Refusal.Code}' ({outcome.Refusal}), not '{code}'.");
        return outcome.Refusal;
    }

    public Task<Outcome> Tries(ICommand command, string? commandId = null) => TriesAs(command, commandId);
    async Task<Outcome> TriesAs(ICommand command, string? commandId) => await company.Commands.Send(command, await Actor(), commandId);

    /// <summary>Signs in, as the practice directory's door does it.</summary>
    public async Task<PersonSessionId> SignsIn(string? commandId = null) =>
        (await Does(new BeginSession("development", "192.0.2.7", "Firefox, Linux", company.Clock.GetUtcNow().UtcDateTime + SessionLimits.Usual.Most), commandId)).Session;

    /// <summary>Signs out, everywhere.</summary>
    public Task<Outcome> SignsOut() => Does(new EndSessionsOf(id));

    /// <summary>Opens a page on a screen of this person's own.</summary>
    public async Task<Screen<TPage>> Opens<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null, string? address = null, string language = "en")
        where TPage : IComponent => await Screen<TPage>.Open(company, this, parameters, address, language);
}

/// <summary>A page as one person has it open; live like in a browser.</summary>
public sealed class Screen<TPage> : IAsyncDisposable where TPage : IComponent
{
    readonly BunitContext context;
    readonly Session session;

    Screen(BunitContext context, Session session, IRenderedComponent<TPage> page) => (this.context, this.session, Page) = (context, session, page);

    public IRenderedComponent<TPage> Page { get; }
    public string Markup => Page.Markup;
    public Session Session => session;
    public string Address => context.Services.GetRequiredService<NavigationManager>().Uri;

    public void WaitForAssertion(Action assertion, TimeSpan? most = null) => Page.WaitForAssertion(assertion, most ?? TimeSpan.FromSeconds(5));
    public AngleSharp.Dom.IElement Find(string selector) => Page.WaitForElement(selector, TimeSpan.FromSeconds(5));
    public IReadOnlyList<AngleSharp.Dom.IElement> All(string selector) => [.. Page.FindAll(selector)];

    /// <summary>Presses the first button whose text begins with these words.</summary>
    public void Press(string words) => Page.WaitForState(() => Button(words) is not null, TimeSpan.FromSeconds(5), then: () => Button(words)!.Click());

    AngleSharp.Dom.IElement? Button(string words) => Page.FindAll("button").FirstOrDefault(b => b.TextContent.Trim().StartsWith(words, StringComparison.Ordinal));

    internal static async Task<Screen<TPage>> Open(Company company, Colleague who, Action<ComponentParameterCollectionBuilder<TPage>>? parameters, string? address, string language)
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        Type[] live = [typeof(LiveMetrics), typeof(LiveFigures), typeof(Feed)];
        foreach (var singleton in new[] { typeof(Access), typeof(Commands), typeof(LiveViews), typeof(Presence), typeof(TimeProvider), typeof(Departments), typeof(RowRenderer), typeof(Database), typeof(Files), typeof(SecretBox), typeof(Verify), typeof(Node) }.Concat(live))
            context.Services.AddSingleton(singleton, company.Services.GetRequiredService(singleton));
        context.Services.AddSingleton(SessionLimits.Usual);
        context.Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        var session = ActivatorUtilities.CreateInstance<Session>(company.Services);
        context.Services.AddSingleton(session);
        var claims = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new(Session.PersonClaim, who.Id.Value.ToString())], "test"));
        var authorization = context.AddAuthorization();
        authorization.SetAuthorized(who.Name);
        authorization.SetClaims([.. claims.Claims]);
        await session.Begin(claims, language);
        if (address is not null) context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = context.Render<TPage>(p => parameters?.Invoke(p));
        return new(context, session, page);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        session.Dispose();
    }
}

static class Waiting
{
    public static void WaitForState<T>(this IRenderedComponent<T> page, Func<bool> state, TimeSpan most, Action then) where T : IComponent
    {
        RenderedComponentWaitForHelperExtensions.WaitForState(page, state, most);
        then();
    }
}
