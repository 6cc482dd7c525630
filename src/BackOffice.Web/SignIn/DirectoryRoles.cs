using System.Security.Claims;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The portal's roles that a directory's app roles mean: by the setting <c>SignIn:Roles:VALUE=role name</c>, else by the same
/// name, with hyphens for blanks and whatever case.
/// </summary>
sealed class DirectoryRoles(Departments departments, IConfiguration configuration)
{
    readonly string[] known = [.. departments.All.SelectMany(d => d.Roles.Keys).Distinct()];

    public Many<string> Of(ClaimsPrincipal user) =>
        user.FindAll(ClaimTypes.Role).Concat(user.FindAll("roles")).Select(claim => RoleOf(claim.Value)).OfType<string>().Distinct().ToMany();

    string? RoleOf(string value) => configuration[$"SignIn:Roles:{value}"] is { Length: > 0 } named ? named
        : known.FirstOrDefault(role => Plain(role) == Plain(value));

    static string Plain(string name) => name.Replace('-', ' ').Replace('.', ' ').Replace('_', ' ').Trim().ToLowerInvariant();
}
