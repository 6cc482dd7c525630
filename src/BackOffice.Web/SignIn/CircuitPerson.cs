using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace BackOffice.Web;

/// <summary>
/// Who an open circuit belongs to. Looked at again each minute and whenever sessions, people or roles change. A circuit whose
/// browser signed in as someone else is signed out, so that it loads anew: Blazor would go on under the new name
/// (dotnet/aspnetcore #65272; this goes when a reconnecting circuit keeps its person).
/// </summary>
sealed class CircuitPerson : RevalidatingServerAuthenticationStateProvider
{
    static readonly AuthenticationState nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));
    readonly Access access;
    readonly OpenSessions sessions;
    PersonId? first;

    public CircuitPerson(ILoggerFactory logs, Access access, OpenSessions sessions) : base(logs)
    {
        (this.access, this.sessions) = (access, sessions);
        access.Changed += LookAgain;
        sessions.Changed += LookAgain;
        AuthenticationStateChanged += Remember;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken stop) =>
        Session.PersonOf(state.User) is { } person && Session.SessionOf(state.User) is { } session
        && await access.Of(person) is not null && await sessions.EndOf(session, person) is null;

    async void Remember(Task<AuthenticationState> coming)
    {
        var person = Session.PersonOf((await coming).User);
        if (person is null) return;
        if (first is null) first = person;
        else if (first != person) SetAuthenticationState(Task.FromResult(nobody));
    }

    void LookAgain() => _ = Look();

    async Task Look()
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (state.User.Identity is not { IsAuthenticated: true }) return;
            if (!await ValidateAuthenticationStateAsync(state, default)) SetAuthenticationState(Task.FromResult(nobody));
        }
        catch (InvalidOperationException) { /* the circuit has not begun, or has ended */ }
    }

    protected override void Dispose(bool disposing)
    {
        access.Changed -= LookAgain;
        sessions.Changed -= LookAgain;
        AuthenticationStateChanged -= Remember;
        base.Dispose(disposing);
    }
}
