using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>What every change of roles and people keeps: someone who may decide on access is always left.</summary>
static class RoleRules
{
    /// <summary>Whoever changes who may do what takes turns, so that two changes cannot each leave the other's administrator as the last.</summary>
    public static Task Begin(Work work) => work.Lock("administrators");

    /// <summary>Call after the change: refuses if nobody who can sign in may decide on access any more.</summary>
    public static async Task KeepAnAdministrator(Work work)
    {
        await work.Save();
        Refuse.If(!await Remain(work), "This would leave nobody who may decide on access; give someone else an administrator's role first.", Refusal.LastAdministrator);
    }

    public static async Task<bool> Remain(Work work)
    {
        var roles = work.All<RolePermission>().Where(p => p.Permission == May.ManagePeople).Select(p => p.Role);
        return await work.All<Person>().IgnoreAutoIncludes().AnyAsync(p => p.IsActive && !p.IsHouse && p.Roles.Any(r => roles.Contains(r.Role)));
    }

    /// <param name="work">The command's.</param>
    /// <param name="id">The role.</param>
    /// <param name="seen">Its version when the person decided; what somebody else changed meanwhile is said and not overwritten.</param>
    public static async Task<Role> Of(Work work, RoleId id, int? seen = null)
    {
        await Begin(work);
        var role = await work.Find<Role>(id);
        if (seen is { } version) work.Expect(role, version);
        return role;
    }

    public static async Task<Person> Staff(Work work, PersonId id)
    {
        await Begin(work);
        var person = await work.Find<Person>(id);
        Refuse.If(person.IsHouse, $"{person.Name} is the portal itself, nobody's account.");
        return person;
    }
}
