using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// For each command that a company at work can do: its first call of the database fails, then its second, to the last. Each time all
/// of it is there or nothing, and the same command id then gives one effect. <c>BACKOFFICE_SIM_FAULTS=1</c> tries each kind of fault at each
/// call; otherwise the kinds take turns. <c>BACKOFFICE_SIM_FROM</c> leaves out the commands before that name.
/// </summary>
public class NthFaultTests(ITestOutputHelper output)
{
    static readonly Fault[] kinds = [Fault.Busy, Fault.AnswerLost, Fault.TimeOut, Fault.ConnectionLost, Fault.Deadlock, Fault.DiskFull];

    [Fact]
    public async Task Whichever_call_of_the_database_fails_a_command_is_whole_or_not_at_all()
    {
        var everyKind = SimulationTests.Number("BACKOFFICE_SIM_FAULTS", 0) > 0;
        var (left, calls, faultsTried) = (Wishes.All.Keys.ToHashSet(), 0, 0);
        var company = await Company.OpenStill(await Morning.Shared, Morning.At, Serve);
        try
        {
            // Commands make each other possible; a few rounds until nothing new comes.
            for (var round = 0; round < 4 && left.Count > 0; round++)
            {
                foreach (var name in left.Order(StringComparer.Ordinal).ToList())
                {
                    var image = company.Image();
                    try
                    {
                        if (await Succeeds(company, name, round) is not ({ } command, var actor)) continue;
                        left.Remove(name);
                        if (string.CompareOrdinal(name, Environment.GetEnvironmentVariable("BACKOFFICE_SIM_FROM")) < 0) continue;
                        foreach (var kind in everyKind ? kinds : [kinds[name.Length % kinds.Length]])
                        {
                            var (tried, last) = await Loop(image, company.Time.GetUtcNow(), command, actor, kind, everyKind);
                            (faultsTried, calls) = (faultsTried + tried, calls + last);
                        }
                    }
                    finally { Directory.Delete(image, recursive: true); }
                }
                // The next day: mail that came is understood, as its worker does.
                company.Clock.Advance(TimeSpan.FromHours(20));
                await company.Services.GetRequiredService<MailIntake>().Resume();
            }
        }
        finally { await company.DisposeAsync(); }
        output.WriteLine($"{Wishes.All.Count - left.Count} commands, {calls} calls, {faultsTried} faults. Could not be done in this company: {string.Join(", ", left.Order(StringComparer.Ordinal))}");
        Assert.True(Wishes.All.Count - left.Count >= 55, $"Only {Wishes.All.Count - left.Count} commands could be tried; left: {string.Join(", ", left)}");
    }

    readonly Spoken spoken = new();

    void Serve(IServiceCollection services)
    {
        services.AddSupport(new Outside());
        services.AddSingleton<IDataProtectionProvider>(Plainly.Here);
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(spoken);
    }

    // Sends until one is done and has written something; the state before is in the image.
    async Task<(ICommand? Command, Actor Actor)> Succeeds(Company company, string name, int round)
    {
        for (uint luck = 1; luck <= 25; luck++)
        {
            ICommand? command;
            var actor = Actor.House(HouseActor.Operator);
            using (var reading = await company.Services.GetRequiredService<Database>().Read())
            {
                var picture = new Picture(reading, company.Time.GetUtcNow().UtcDateTime);
                command = Wishes.Of(name, picture, new Luck(luck + (uint)(round * 100)));
                if (command is null) continue;
                // What is nobody else's to do.
                if (Wishes.Whose(command, picture) is { } whose && picture.People.FirstOrDefault(p => p.Id == whose) is { } owner)
                    actor = new(owner.Id, owner.Name, ActorKind.Person, new HashSet<string>(), [], Reach.Everything);
            }
            var before = Digests.Of(company.Services.GetRequiredService<Database>().Settings.ConnectionString);
            var outcome = await company.Commands.Send(command, actor, $"first-{name}");
            Assert.True(outcome.Refusal?.Code != Refusal.Incident, $"{command}: {outcome.Refusal} {spoken.Last}");
            if (outcome.Ok && Digests.Of(company.Services.GetRequiredService<Database>().Settings.ConnectionString) != before) return (command, actor);
        }
        return default;
    }

    static async Task<(int Faults, int Calls)> Loop(string image, DateTimeOffset at, ICommand command, Actor actor, Fault kind, bool oneKind)
    {
        var faults = new Faults { EachAlone = true };
        void With(IServiceCollection services) { services.AddSingleton<Connections>(faults); services.AddSupport(new Outside()); services.AddSingleton<IDataProtectionProvider>(Plainly.Here); }
        async Task<Company> Fresh() => await Company.OpenStill(image, at, With);
        var company = await Fresh();
        // One earlier write, so that what a process prepares once (its connection, its blocks of ids) is not what fails.
        try
        {
            var file = company.Services.GetRequiredService<Database>().Settings.ConnectionString;
            var before = Digests.Of(file);
            for (var n = 1; n < 500; n++)
            {
                var fault = oneKind ? kind : kinds[(n + (int)kind) % kinds.Length];
                faults.Arm(n, fault);
                var outcome = await company.Commands.Send(command, actor, "once");
                ((SqliteWriter)company.Services.GetRequiredService<IWriter>()).Rest();
                var fired = faults.Fired;
                faults.Disarm();
                if (fired && !outcome.Ok)
                {
                    Assert.True(Digests.Of(file) == before, $"{command}: call {n} failed ({fault}), it said {outcome.Refusal}, and yet something of it stayed.");
                    continue;
                }
                Assert.True(outcome.Ok, $"{command}: call {n} ({fault}): {outcome.Refusal}");
                await Once(company, command, actor, n, fault);
                if (!fired) return (n - 1, n - 1);
                // It went through all the same (a commit that was asked again): on with the state of before.
                await company.DisposeAsync();
                company = await Fresh();
                file = company.Services.GetRequiredService<Database>().Settings.ConnectionString;
            }
            throw new InvalidOperationException($"{command} has no end.");
        }
        finally { await company.DisposeAsync(); }
    }

    static async Task Once(Company company, ICommand command, Actor actor, int n, Fault fault)
    {
        var quiet = command.GetType().IsDefined(typeof(QuietAttribute), false);
        var head = await company.Db(r => Task.FromResult(r.Position));
        if (!quiet)
        {
            var again = await company.Commands.Send(command, actor, "once");
            Assert.True(again.Repeated && await company.Db(r => Task.FromResult(r.Position)) == head, $"{command}: after call {n} failed ({fault}) the same id gave a second effect.");
            var entries = await company.Db(r => r.All<LogEntry>().Where(e => e.CommandId == "once").Select(e => e.Position).ToListAsync());
            Assert.True(entries.Count == 0 || (entries.Max() == again.Position && entries.Max() - entries.Min() + 1 == entries.Count), $"{command}: after call {n} failed ({fault}) its entries are {string.Join(", ", entries)}.");
        }
        await company.Verified();
    }
}
