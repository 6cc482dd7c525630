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

        var first = point is "ROLLBACK" ? null : await company.Commands.Send(Items("Two"), Actor.House(HouseActor.Operator), "struck");
        if (first is null) await Assert.ThrowsAsync<RefusedException>(() => Spoil(company));
        Assert.True(faults.Fired, $"No call begins with {point}.");
        faults.Disarm();
        // Readers' connections are pooled: none of them may be what the writer left behind.
        var readers = new List<Reading>();
        for (var i = 0; i < 5; i++) readers.Add(await company.Services.GetRequiredService<Database>().Read());
        foreach (var reader in readers) reader.Dispose();

        var again = await company.Commands.Send(Items("Two"), Actor.House(HouseActor.Operator), "struck");
        Assert.True(again.Ok, $"{point} ({kind}): {first?.Refusal}, then {again.Refusal}");
        Assert.Equal(first?.Ok ?? false, again.Repeated);
        Assert.DoesNotContain(await company.All<NamedLock>(), l => l.Name == "late");
        await Keep(company, "after", "Three");
        Assert.Equal(["One", "Three", "Two"], (await company.All<Item>()).Select(i => i.Name).Order(StringComparer.Ordinal));
        await company.Verified();
    }

    [Fact]
    public async Task A_group_that_nobody_waits_for_is_committed_as_one_and_ends_when_somebody_comes()
    {
        await using var company = await Company.OpenStill();
        var writer = company.Services.GetRequiredService<IWriter>();
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using ManualResetEventSlim queued = new(), running = new(), came = new();
        Job Named(string name, Action? work = null) => new(order, name, work);

        // While somebody's job takes its time three wait behind it; while the second of them runs somebody else comes. Both take longer
        // (20 ms) than a group that somebody waits for may (5 ms, by the machine's own clock), so that it ends after them.
        var first = Named("first", () => { queued.Wait(TimeSpan.FromMinutes(1)); Thread.Sleep(20); });
        Job[] behind = [Named("1"), Named("2", () => { running.Set(); came.Wait(TimeSpan.FromMinutes(1)); Thread.Sleep(20); }), Named("3")];
        writer.Enqueue(first);
        foreach (var job in behind) writer.Enqueue(job, behind: true);
        queued.Set();
        Assert.True(running.Wait(TimeSpan.FromMinutes(1)));
        var second = Named("second");
        writer.Enqueue(second);
        came.Set();
        await Task.WhenAll(behind.Append(first).Append(second).Select(job => job.Done.Task)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["first runs", "first committed", "1 runs", "2 runs", "1 committed", "2 committed", "second runs"], order.Take(7));
    }

    sealed class Job(System.Collections.Concurrent.ConcurrentQueue<string> order, string name, Action? work) : WriteJob
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task Run(Writing writing)
        {
            order.Enqueue($"{name} runs");
            work?.Invoke();
            return Task.CompletedTask;
        }

        public override void Committed()
        {
            order.Enqueue($"{name} committed");
            Done.TrySetResult();
        }

        public override void Failed(Exception exception) => Done.TrySetException(exception);
    }

    // Refused after it had written: its group is undone.
    static Task<bool> Spoil(Company company) => company.Services.GetRequiredService<IWriter>().Chore<bool>(writing =>
    {
        writing.Execute("INSERT INTO \"NamedLocks\" (\"Name\", \"Version\") VALUES (@name, 1)", ("@name", "late"));
        throw new RefusedException(new(Refusal.Conflict, "Too late."));
    });

    static KeepItems Items(string name) => new([new(name.ToUpperInvariant(), name)]);

    static async Task Keep(Company company, string id, string name) => await company.Does(HouseActor.Operator, Items(name), id);
}
