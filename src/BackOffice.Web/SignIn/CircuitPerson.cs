using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace BackOffice.Web;

/// <summary>
/// Who an open circuit belongs to. Looked at again each minute and whenever people or roles change. A circuit whose
/// browser signed in as someone else is signed out, so that it loads anew: Blazor would go on under the new name.
/// </summary>
sealed class CircuitPerson : RevalidatingServerAuthenticationStateProvider
{
    static readonly AuthenticationState nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));
    readonly Access access;
    PersonId? first;

    public CircuitPerson(ILoggerFactory logs, Access access) : base(logs)
    {
        this.access = access;
        access.Changed += LookAgain;
        AuthenticationStateChanged += Remember;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken stop) =>
        Session.PersonOf(state.User) is { } person && await access.Of(person) is not null;

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
            // The same state anew lets the router ask again for the page's permission.
            SetAuthenticationState(Task.FromResult(await ValidateAuthenticationStateAsync(state, default) ? state : nobody));
        }
        catch (InvalidOperationException) { /* the circuit has not begun, or has ended */ }
    }

    protected override void Dispose(bool disposing)
    {
        access.Changed -= LookAgain;
        AuthenticationStateChanged -= Remember;
        base.Dispose(disposing);
    }
}
