using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace BackOffice.Web;

/// <summary>Every permission is a policy of the same name; a name that no department knows is a mistake and finds none.</summary>
sealed class PermissionPolicies(IOptions<AuthorizationOptions> options, Departments departments) : DefaultAuthorizationPolicyProvider(options)
{
    readonly Dictionary<string, AuthorizationPolicy> policies = departments.All.SelectMany(d => d.Permissions).Select(p => p.Name).Distinct()
        .ToDictionary(name => name, name => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new MayDo(name)).Build());

    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policies.TryGetValue(policyName, out var policy) ? Task.FromResult<AuthorizationPolicy?>(policy) : base.GetPolicyAsync(policyName);
}

sealed record MayDo(string Permission) : IAuthorizationRequirement;

/// <summary>Answers from what the person may do now, never from the cookie.</summary>
sealed class PermissionAnswer(Access access) : AuthorizationHandler<MayDo>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MayDo requirement)
    {
        if (Session.PersonOf(context.User) is { } person && await access.Of(person) is { } actor && actor.May(requirement.Permission)) context.Succeed(requirement);
    }
}
