using System.Security.Claims;
using Microsoft.Identity.Web;

namespace BackOffice.Web;

/// <summary>Who an account of the directory is, in a token to sign in and in one for access: by its id, never by a name.</summary>
static class DirectoryAccount
{
    /// <summary>Entra's oid is the person in the whole directory; sub is what every directory has. Neither is ever given to someone else.</summary>
    public static string? SubjectOf(ClaimsPrincipal user) =>
        user.FindFirstValue("oid") ?? user.FindFirstValue(ClaimConstants.ObjectId) ?? user.FindFirstValue("sub") ?? user.FindFirstValue(ClaimTypes.NameIdentifier);

    public static string? EmailOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Email) ?? user.FindFirstValue("email");
}
