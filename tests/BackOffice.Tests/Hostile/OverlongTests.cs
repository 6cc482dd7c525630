using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;

namespace BackOffice.Tests.Hostile;

/// <summary>Text without end, in every field of every command.</summary>
public sealed class OverlongTests
{
    [Fact]
    public async Task No_text_too_long_becomes_a_mistake_of_ours()
    {
        // What breaks with short texts too breaks for another reason (the samples are not the truth).
        var (usual, overlong) = (await Incidents("text"), await Incidents(new string('x', 5_000)));
        Assert.Empty(overlong.Except(usual));
    }

    [Fact]
    public async Task A_text_longer_than_its_column_is_a_sentence()
    {
        await using var company = await Company.Open();
        var outcome = await company.Commands.Send(new KeepPerson("someone", new string('x', 401), null, null, []), Actor.House(HouseActor.Operator));
        Assert.Equal("too-long", outcome.Refusal?.Code);
        Assert.Contains("401", outcome.Refusal!.ToString());
        Assert.DoesNotContain(await company.All<Person>(), person => person.Login == "someone");
    }

    static async Task<List<string>> Incidents(string text)
    {
        await using var company = await Company.Open();
        var broken = new List<string>();
        foreach (var type in Portal.Departments().Types.Where(t => !t.IsAbstract && typeof(ICommand).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var outcome = await company.Commands.Send((ICommand)Sample.Of(type, text), Actor.House(HouseActor.Operator));
            if (outcome.Refusal?.Code == Refusal.Incident) broken.Add(type.Name);
        }
        return broken;
    }
}
