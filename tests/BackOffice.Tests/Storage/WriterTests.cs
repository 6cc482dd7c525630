using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage;

/// <summary>After any call that failed, told or untold, the writer goes on, nobody reads inside its transaction, and each command is done once.</summary>
public class WriterTests
{
    public static TheoryData<string, string> Ways => [.. from point in Faults.Points from kind in new[] { Fault.AnswerLost, Fault.ConnectionLost, Fault.DiskFull, Fault.TimeOut, Fault.Busy } select (point, kind.ToString())];

    [Theory, MemberData(nameof(Ways))]
    public async Task After_a_call_of_the_database_that_failed_the_writer_goes_on_and_readers_stand_outside(string point, string kind)
    {
        var faults = new Faults();
        await using var company = await Company.OpenStill(also: services => { services.AddSingleton<Connections>(faults); services.AddSupport(new Outside()); });
        await Keep(company, "before", "One");
        faults.Arm(point, Enum.Parse<Fault>(kind));

        var first = await company.Commands.Send(point.StartsWith("ROLLBACK", StringComparison.Ordinal) ? new KeepItems([new("", "")]) : Items("Two"), Actor.House(HouseActor.Operator), "struck");
        Assert.True(faults.Fired, $"No call begins with {point}.");
        faults.Disarm();
        // Readers' connections are pooled: none of them may be what the writer left behind.
        var readers = new List<Reading>();
        for (var i = 0; i < 5; i++) readers.Add(await company.Services.GetRequiredService<Database>().Read());
        foreach (var reader in readers) reader.Dispose();

        var again = await company.Commands.Send(Items("Two"), Actor.House(HouseActor.Operator), point.StartsWith("ROLLBACK", StringComparison.Ordinal) ? "other" : "struck");
        Assert.True(again.Ok, $"{point} ({kind}): {first.Refusal}, then {again.Refusal}");
        Assert.Equal(!first.Ok, !again.Repeated);
        await Keep(company, "after", "Three");
        Assert.Equal(["One", "Three", "Two"], (await company.All<Item>()).Select(i => i.Name).Order(StringComparer.Ordinal));
        await company.Verified();
    }

    static KeepItems Items(string name) => new([new(name.ToUpperInvariant(), name)]);

    static async Task Keep(Company company, string id, string name) => await company.Does(HouseActor.Operator, Items(name), id);
}
