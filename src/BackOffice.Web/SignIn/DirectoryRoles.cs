using System.Security.Claims;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The portal's roles that a directory means: an app role by the setting <c>SignIn:Roles:VALUE=role name</c>, else by the same
/// name (hyphens for blanks, whatever case); a group by <c>SignIn:Groups:ID=role name</c>.
/// </summary>
sealed class DirectoryRoles(Departments departments, IConfiguration configuration, ILogger<DirectoryRoles> log)
{
    readonly string[] known = [.. departments.All.SelectMany(d => d.Roles.Keys).Distinct()];

    public Many<string> Of(ClaimsPrincipal user)
    {
        // A person in more than 200 groups gets a note instead of them, and reading them would want rights on the directory.
        if (user.HasClaim(c => c.Type is "hasgroups") || user.FindFirst("_claim_names")?.Value.Contains("groups", StringComparison.Ordinal) is true)
            log.LogWarning("Someone is in so many groups that the directory names none of them; use app roles (see README), or limit the groups to those assigned to the application.");
        return user.FindAll(ClaimTypes.Role).Concat(user.FindAll("roles")).Select(claim => RoleOf(claim.Value))
            .Concat(user.FindAll("groups").Select(claim => configuration[$"SignIn:Groups:{claim.Value}"])).OfType<string>().Where(role => role.Length > 0).Distinct().ToMany();
    }

    string? RoleOf(string value) => configuration[$"SignIn:Roles:{value}"] is { Length: > 0 } named ? named
        : known.FirstOrDefault(role => Plain(role) == Plain(value));

    static string Plain(string name) => name.Replace('-', ' ').Replace('.', ' ').Replace('_', ' ').Trim().ToLowerInvariant();
}
