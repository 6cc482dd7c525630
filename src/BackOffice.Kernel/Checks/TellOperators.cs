using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>A word to those who run the portal. The id is the same at each try, so that a mail that left twice is one mail.</summary>
public sealed record OperatorMail(string Id, string To, string Name, string Subject, string Text);

/// <summary>The door by which operators are told.</summary>
public interface IOperatorPost
{
    Task Send(OperatorMail mail);
}

/// <summary>Mails everyone who may run the checks that one of them does not hold any more.</summary>
[Errand("portal.tell-operators")]
public sealed record TellOperators(string Check, string First) : Errand
{
    public override async Task<ICommand?> Run(World world)
    {
        if (world.Get<IServiceProvider>().GetService<IOperatorPost>() is not { } post) return null;
        using var reading = await world.Open();
        var roles = reading.Reader.All<RolePermission>().Where(p => p.Permission == May.RunChecks).Select(p => p.Role);
        var people = await reading.Reader.All<Person>().Where(p => p.IsActive && !p.IsHouse && p.Email != null && p.Roles.Any(r => roles.Contains(r.Role))).OrderBy(p => p.Id).Take(20).ToListAsync();
        var name = world.Get<Verify>().All.FirstOrDefault(i => i.GetType().Name == Check)?.Name ?? (Words)Check;
        foreach (var person in people)
        {
            var texts = Texts.English;
            await post.Send(new($"{world.Id}-{person.Id.Value}", person.Email!, person.Name, texts[$"A check does not hold any more: {name}"],
                texts[$"{First} Look at the page of checks of the portal before anything is repaired by hand; its history says since when."]));
        }
        return null;
    }
}
