using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage;

/// <summary>The commands of one transaction know each other, although the log of the earlier ones is not written yet.</summary>
public sealed class LogBookTests
{
    static readonly Actor house = Actor.House(HouseActor.Operator);

    [Fact]
    public async Task The_log_of_a_group_is_written_once_and_the_same_id_in_it_is_done_once()
    {
        await using var group = await Group.Open();
        var (first, again, other) = (group.Send(Items("One"), "same"), group.Send(Items("One"), "same"), group.Send(Items("Two"), "same"));
        var last = group.Send(Items("Three"), "other");
        await group.Runs();

        Assert.Equal((true, false), ((await first).Ok, (await first).Repeated));
        Assert.Equal((true, true, (await first).Position), ((await again).Ok, (await again).Repeated, (await again).Position));
        Assert.Equal(Refusal.RepeatedWithOtherContent, (await other).Refusal?.Code);
        Assert.Equal((await first).Position + 1, (await last).Position);
        Assert.Single(group.Statements, sql => sql.StartsWith("INSERT INTO \"LogEntries\"", StringComparison.Ordinal));
        Assert.Single(group.Statements, sql => sql.StartsWith("UPDATE \"Heads\"", StringComparison.Ordinal));
        Assert.Equal(["One", "Three", "Warm"], (await group.Company.All<Item>()).Select(i => i.Name).Order(StringComparer.Ordinal));
        await group.Company.Verified();
    }

    [Fact]
    public async Task Who_reads_the_log_inside_the_group_reads_what_the_others_of_it_said()
    {
        await using var group = await Group.Open();
        var before = group.Send(Items("One"), "one");
        var webhook = group.Send(Hook, "webhook");
        await group.Runs();

        Assert.True((await before).Ok && (await webhook).Ok, (await webhook).Refusal?.ToString());
        Assert.Single(group.Statements, sql => sql.StartsWith("BEGIN", StringComparison.Ordinal));
        Assert.Equal((await before).Position, (await group.Company.All<Webhook>()).Max(hook => hook.ToldTo));
        await group.Company.Verified();
    }

    [Fact]
    public async Task A_refusal_after_the_log_was_read_undoes_nothing_of_the_others()
    {
        await using var group = await Group.Open();
        var before = group.Send(Items("One"), "one");
        var refused = group.Job(writing =>
        {
            writing.Log.Write();
            throw new RefusedException(new(Refusal.Conflict, "No."));
        });
        var after = group.Send(Items("Two"), "two");
        await group.Runs();

        Assert.True((await before).Ok && (await after).Ok);
        await Assert.ThrowsAsync<RefusedException>(() => refused);
        Assert.Single(group.Statements, sql => sql.StartsWith("BEGIN", StringComparison.Ordinal));
        await group.Company.Verified();
    }

    [Fact]
    public async Task A_job_that_spoils_takes_none_of_the_others_log_with_it()
    {
        await using var group = await Group.Open();
        // What was spoilt a moment ago has every job begin with a savepoint.
        foreach (var name in (string[])["One", "Two"])
        {
            var before = group.Send(Items($"{name} before"), $"{name} before");
            var spoilt = group.Job(writing =>
            {
                writing.Execute("INSERT INTO \"NamedLocks\" (\"Name\", \"Version\") VALUES (@name, 1)", ("@name", "late"));
                throw new RefusedException(new(Refusal.Conflict, "Too late."));
            });
            var after = group.Send(Items($"{name} after"), $"{name} after");
            await group.Runs();

            Assert.True((await before).Ok && (await after).Ok);
            await Assert.ThrowsAsync<RefusedException>(() => spoilt);
        }
        await group.Company.Verified();
        Assert.Contains("SAVEPOINT job", group.Statements);
        Assert.Single(group.Statements, sql => sql.StartsWith("BEGIN", StringComparison.Ordinal));
        Assert.Equal(5, (await group.Company.All<Item>()).Count);
        Assert.Superset(new HashSet<string> { "One before", "One after", "Two before", "Two after" }, (await group.Company.All<LogEntry>()).Select(entry => entry.CommandId).ToHashSet());
        Assert.Empty(await group.Company.All<NamedLock>());
    }

    [Fact]
    public async Task A_command_that_cannot_be_written_down_is_an_answer_and_no_exception()
    {
        await using var company = await Company.OpenStill();
        var outcome = await company.Commands.Send(new Unwritable(), house);
        Assert.Equal(Refusal.Incident, outcome.Refusal?.Code);
        await company.Verified();
    }

    [Needs(BackOffice.Fulfillment.May.PlaceOrders)]
    sealed record Unwritable : Command
    {
        public string Text => throw new InvalidOperationException("This cannot be written down.");
        public override Task Run(Work work) => Task.CompletedTask;
    }

    static AddWebhook Hook => new("Shop", "https://shop.example/told", "fulfillment.order", new string('s', 60));

    static KeepItems Items(string name) => new([new(name.ToUpperInvariant(), name)]);

    // Keeps the writer busy until what is to be one group waits behind it.
    sealed class Group : IAsyncDisposable
    {
        readonly Faults calls = new();
        Behind? hold;

        public Company Company { get; private set; } = null!;
        /// <summary>What the writer ran since it was let go.</summary>
        public List<string> Statements => calls.Statements!;

        public static async Task<Group> Open()
        {
            Assert.SkipWhen(Company.SqlServer is not null, "There each command has a transaction of its own.");
            var group = new Group();
            group.Company = await Company.OpenStill(also: services => services.AddSingleton<Connections>(group.calls));
            // From here on it is known who may do what, so that asking waits for nothing, and the code is compiled, so that a group holds them all.
            await group.Company.Does(HouseActor.Operator, Items("Warm"), "warm");
            await group.Company.Does(HouseActor.Operator, Hook, "hook");
            return group;
        }

        public Task<Outcome> Send(ICommand command, string id)
        {
            Hold();
            return Company.Commands.Send(command, house, id, behind: true);
        }

        public Task Job(Action<Writing> work)
        {
            Hold();
            var job = new Behind(work);
            Writer.Enqueue(job, behind: true);
            return job.Done.Task;
        }

        public async Task Runs()
        {
            calls.Statements = [];
            hold!.Go.Set();
            await hold.Done.Task;
            hold = null;
        }

        public async ValueTask DisposeAsync() => await Company.DisposeAsync();

        IWriter Writer => Company.Services.GetRequiredService<IWriter>();

        // It takes longer than a group that somebody waits for may, so that the others are not in its own.
        void Hold()
        {
            if (hold is not null) return;
            var job = hold = new(null);
            using var runs = new ManualResetEventSlim();
            job.Work = _ => { runs.Set(); job.Go.Wait(TimeSpan.FromMinutes(1)); Thread.Sleep(20); };
            Writer.Enqueue(job);
            runs.Wait(TimeSpan.FromMinutes(1));
        }
    }

    sealed class Behind(Action<Writing>? work) : WriteJob
    {
        public Action<Writing>? Work { get; set; } = work;
        public ManualResetEventSlim Go { get; } = new();
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task Run(Writing writing)
        {
            Work!(writing);
            return Task.CompletedTask;
        }

        public override void Committed() => Done.TrySetResult();
        public override void Failed(Exception exception) => Done.TrySetException(exception);
    }
}
