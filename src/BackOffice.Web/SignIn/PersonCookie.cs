using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace BackOffice.Web;

/// <summary>What the cookie holds: who it is, nothing about what they may.</summary>
static class PersonCookie
{
    public static ClaimsPrincipal For(PersonId person, string name) =>
        new(new ClaimsIdentity([new(Session.PersonClaim, person.Value.ToString()), new(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme));
}
