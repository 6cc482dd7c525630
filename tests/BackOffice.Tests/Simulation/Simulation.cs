using System.Globalization;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BackOffice.Tests.Simulation;

/// <summary>One step of a simulated day: what, and the number of its luck. Data, so that it can be kept, cut short and done again.</summary>
readonly record struct Step(string Deed, uint Luck)
{
    public override string ToString() => $"{Deed} {Luck}";

    public static Step Parse(string line) => line.Split(' ') is [var deed, var luck] ? new(deed, uint.Parse(luck, CultureInfo.InvariantCulture)) : throw new FormatException(line);

    /// <summary>What is no command: the world around the house.</summary>
    public static readonly string[] World = ["~clock", "~errands", "~crash", "~fault", "~fault", "~fault", "~fault", "~fault", "~again", "~again", "~changed", "~late", "~early", "~post", "~chain", "~webhooks"];

    static readonly IReadOnlyList<string> deeds = [.. Wishes.Weighted, .. Enumerable.Repeat(World, Math.Max(1, Wishes.Weighted.Count / 30)).SelectMany(w => w)];

    public static Gen<Step[]> Day(int length) => Gen.Select(Gen.Int[0, deeds.Count - 1], Gen.UInt, (deed, luck) => new Step(deeds[deed], luck)).Array[length];
}

sealed class Broken(string what) : Exception(what);

/// <summary>
/// A company's day, step by step, on the real pipeline and a real database, with a model beside it of what must have come of
/// each command. The same steps give the same day.
/// </summary>
sealed class Simulation : IAsyncDisposable
{
    // A fault that waits for the next calls of the database: the call with this number, or the first that begins so.
    sealed record Armed(int At, string? Point, Fault Kind);
    sealed record Sent(string Id, ICommand Command, Actor Actor, long Position);

    readonly Faults faults = new() { EachAlone = true };
    readonly Outside outside = new();
    readonly Plant? plant;
    readonly List<Sent> sent = [];
    readonly List<(ICommand Command, Actor Actor)> held = [];
    readonly Dictionary<Type, IReadOnlySet<string>> reads = [];
    readonly Spoken spoken = new();
    Company company = null!;
    readonly HashSet<Type> due = [];
    static readonly string[] ofReach = ["Orders", "PersonRoles", "RolePermissions", "People"];
    long seen;
    int number, failures;
    Armed? armed;
    readonly List<string> trace = [];

    Simulation(Plant? plant) => (this.plant, faults.Plant) = (plant, plant);

    public int Commands { get; private set; }
    public int Done { get; private set; }
    public int Refused { get; private set; }
    public int Failed { get; private set; }
    public int Crashes { get; private set; }
    public Dictionary<string, int> DoneBy { get; } = [];
    /// <summary>The last refusal of each command.</summary>
    public Dictionary<string, string> RefusedBy { get; } = [];

    /// <summary>What was asked and what came of it, and in the end the log itself: the same steps give the same lines.</summary>
    public IReadOnlyList<string> Trace => trace;

    public static async Task<Simulation> Begin(Plant? plant = null)
    {
        var simulation = new Simulation(plant);
        var morning = await Morning.Shared;
        simulation.company = await Company.OpenStill(morning, Morning.At, simulation.Serve);
        simulation.faults.Image = () => simulation.company.Image();
        simulation.seen = (await simulation.company.Db(r => Task.FromResult(r.Position)));
        // What programs were told before the day began.
        var urls = (await simulation.company.All<Webhook>()).ToDictionary(w => w.Id, w => w.Url);
        foreach (var told in (await simulation.company.All<WebhookDelivery>()).Where(d => d.State is DeliveryState.Delivered)) simulation.outside.Left.Add(Outside.Told(urls[told.Webhook], $"evt_{told.Position}"));
        return simulation;
    }

    /// <summary>A whole day; throws <see cref="Broken"/> with the step at which something did not hold.</summary>
    public static async Task<Simulation> Run(IReadOnlyList<Step> day, Plant? plant = null)
    {
        var simulation = await Begin(plant);
        var at = 0;
        try
        {
            foreach (var step in day)
            {
                at++;
                await simulation.Do(step);
            }
            await simulation.Evening();
            return simulation;
        }
        catch (Broken broken) { throw new Broken($"Step {at} ({(at <= day.Count && at > 0 ? day[at - 1] : "evening")}): {broken.Message}"); }
        finally { await simulation.DisposeAsync(); }
    }

    void Serve(IServiceCollection services)
    {
        services.AddSingleton<Connections>(faults);
        services.AddSupport(outside);
        services.Replace(ServiceDescriptor.Singleton<ICarrier>(outside));
        services.AddSingleton<BackOffice.Accounting.IInvoicePost>(outside);
        services.AddSingleton<IDataProtectionProvider>(Plainly.Here);
        services.AddSingleton(new WebhookSettings { Through = outside });
        services.AddSingleton<ILoggerProvider>(spoken);
        plant?.Serve(services);
    }

    public async Task Do(Step step)
    {
        number++;
        var luck = new Luck(step.Luck);
        switch (step.Deed)
        {
            case "~clock":
                company.Clock.Advance(TimeSpan.FromMinutes(luck.OneIn(3) ? luck.Next(4000) : luck.Next(90)));
                // Mail that waits is taken up again every few moments, by its worker: a round that was struck is followed by another.
                async Task Round()
                {
                    await company.Services.GetRequiredService<Clock>().RunDue();
                    await company.Services.GetRequiredService<MailIntake>().Resume();
                }
                if (await Works(Round)) await Works(Round);
                break;
            case "~errands":
                outside.Luck = luck;
                await Works(() => company.Services.GetRequiredService<ErrandRunner>().RunDue());
                break;
            case "~crash":
                Crashes++;
                company = await company.Crash(Serve);
                break;
            case "~fault":
                var kind = luck.Of(Enum.GetValues<Fault>());
                armed = luck.OneIn(2) ? new(1 + luck.Next(luck.OneIn(2) ? 12 : 60), null, kind) : new(0, luck.Of(Faults.Points), kind);
                return;
            case "~again" when sent.Count > 0:
                await Again(luck.Of(sent));
                break;
            case "~changed" when sent.Count > 0:
                await Changed(luck.Of(sent));
                break;
            case "~late" when held.Count > 0:
                var late = held[luck.Next(held.Count)];
                held.Remove(late);
                await Send(late.Command, late.Actor);
                break;
            case "~early":
                if (await Wish(luck.Of(Wishes.Weighted), luck) is { } early) held.Add(early);
                return;
            case "~post":
                await Works(() => Post(luck));
                break;
            case "~webhooks":
                outside.Luck = luck;
                await Works(() => company.Services.GetRequiredService<WebhookSender>().RunDue());
                break;
            case "~chain":
                await Works(() => company.Services.GetRequiredService<LogSequencer>().RunDue());
                break;
            default:
                if (!step.Deed.StartsWith('~') && await Wish(step.Deed, luck) is { } wish) await Send(wish.Command, wish.Actor);
                break;
        }
        await Check(everything: false, theLogToo: number % 5 == 0 || Failed + Crashes > failures);
        failures = Failed + Crashes;
    }

    // A worker's round. A fault that waits strikes it too (then it says so): it ends in the middle, and the next round goes on.
    async Task<bool> Works(Func<Task> round)
    {
        var strikes = Strike();
        try { await round(); }
        catch (Exception) when (strikes && faults.Fired) { Failed++; }
        var struck = strikes && faults.Fired;
        await Revive();
        faults.Disarm();
        return struck;
    }

    bool Strike()
    {
        if (armed is not { } fault) return false;
        armed = null;
        if (fault.Point is { } point) faults.Arm(point, fault.Kind);
        else faults.Arm(fault.At, fault.Kind);
        return true;
    }

    // Whatever was said, the process died before it could be heard: on with what it left on the disk.
    async Task<bool> Revive()
    {
        ((SqliteWriter)company.Services.GetRequiredService<IWriter>()).Rest();
        if (faults.Killed is not { } image) return false;
        faults.Disarm();
        Crashes++;
        await company.DisposeAsync();
        company = await company.OpenImage(image, Serve);
        return true;
    }

    // What the deed of the step needs may not be there; then whatever comes next in the alphabet, so that every step is a command.
    async Task<(ICommand Command, Actor Actor)?> Wish(string deed, Luck luck)
    {
        using var reading = await company.Services.GetRequiredService<Database>().Read();
        var picture = new Picture(reading, company.Time.GetUtcNow().UtcDateTime);
        var names = Wishes.Weighted;
        var at = Math.Max(0, names.ToList().IndexOf(deed));
        for (var tries = 0; tries < names.Count; tries++)
        {
            if (Wishes.Of(names[(at + tries * 7) % names.Count], picture, luck) is not { } command) continue;
            return (command, Who(command, picture, luck));
        }
        return null;
    }

    // Mostly someone who may; the post, the bank and the clock for what machines do; now and then just anyone.
    static Actor Who(ICommand command, Picture picture, Luck luck)
    {
        var permission = Permission(command);
        var people = picture.People;
        var able = luck.OneIn(8) ? people : [.. people.Where(p => picture.May(p.Id, permission))];
        if (able.Count == 0 || luck.OneIn(12)) return Actor.House(luck.Of(HouseActor.Post, HouseActor.Bank, HouseActor.Import, HouseActor.Operator));
        var person = !luck.OneIn(4) && Wishes.Whose(command, picture) is { } whose && people.FirstOrDefault(p => p.Id == whose) is { } owner ? owner : luck.Of(able);
        return new(person.Id, person.Name, ActorKind.Person, new HashSet<string>(), [], Reach.Everything);
    }

    static string? Permission(ICommand command) => ((NeedsAttribute?)Attribute.GetCustomAttribute(command.GetType(), typeof(NeedsAttribute)))?.Permission;

    async Task Send(ICommand command, Actor actor)
    {
        Commands++;
        var id = $"step-{number}";
        var (before, allowed, stale) = await Before(command, actor);
        var digest = armed is not null || number % 8 == 0 ? Digest() : null;
        spoken.Last = null;
        var broke = Strike();

        Outcome outcome;
        outcome = await company.Commands.Send(command, actor, id);
        if (await Revive()) outcome = await company.Commands.Send(command, actor, id);
        else if (broke && faults.Fired)
        {
            faults.Disarm();
            await company.Services.GetRequiredService<Feed>().CatchUp();
            if (outcome is { Ok: false, Refusal.Code: Refusal.Incident or Refusal.Unavailable })
            {
                Failed++;
                if (await Head() != before) throw new Broken($"{command} failed and yet the log moved.");
                if (digest is not null && Digest() != digest) throw new Broken($"{command} failed and yet something of it stayed.");
                outcome = await company.Commands.Send(command, actor, id);
            }
        }
        faults.Disarm();
        await company.Services.GetRequiredService<Feed>().CatchUp();
        if (outcome.Refusal?.Code is Refusal.Incident or Refusal.Unavailable) throw new Broken($"{command} by {actor.Name} failed through a mistake of ours: {outcome.Refusal} {spoken.Last} (fault {faults.Last})");

        if (!allowed && outcome.Refusal?.Code != Refusal.NotAllowed) throw new Broken($"{actor.Name} may not do {command}, and yet it was {(outcome.Ok ? "done" : $"judged: {outcome.Refusal}")}.");
        if (outcome.Ok && stale) throw new Broken($"{command} was decided on an older state of the record, and yet it was done.");
        trace.Add($"{number} {command.GetType().Name} {(outcome.Ok ? outcome.Position : outcome.Refusal!.Code)}");
        if (!outcome.Ok)
        {
            Refused++;
            RefusedBy[command.GetType().Name] = $"{actor.Name}: {outcome.Refusal}";
            if (await Head() != before) throw new Broken($"{command} was refused ({outcome.Refusal}) and yet the log moved.");
            if (digest is not null && Digest() != digest) throw new Broken($"{command} was refused ({outcome.Refusal}) and yet something of it stayed.");
            return;
        }
        Done++;
        DoneBy[command.GetType().Name] = DoneBy.GetValueOrDefault(command.GetType().Name) + 1;
        if (!command.GetType().IsDefined(typeof(QuietAttribute), false)) sent.Add(new(id, command, actor, outcome.Position));
    }

    async Task<(long Head, bool Allowed, bool Stale)> Before(ICommand command, Actor actor)
    {
        using var reading = await company.Services.GetRequiredService<Database>().Read();
        var picture = new Picture(reading, company.Time.GetUtcNow().UtcDateTime);
        var allowed = actor.Kind is ActorKind.House || picture.May(actor.Id, Permission(command));
        // The version that the person saw against what the log says about the record: each deed on it is a version.
        var (subject, saw) = command switch
        {
            BackOffice.Accounting.ApplyReceipt apply => ((long?)apply.Payment.Value, apply.Seen),
            BackOffice.Accounting.KeepAsCredit keep => (keep.Payment.Value, keep.Seen),
            _ => (null, 0),
        };
        var stale = subject is { } id && await reading.Reader.All<LogSubject>().Where(s => s.Kind == "Payment" && s.Id == id).LongCountAsync() is var deeds && deeds > 0
            && Seen(reading.Reader, id) is var moves && saw < moves;
        return (reading.Reader.Position, allowed, stale);
    }

    // A payment's deeds by hand so far, from the facts: each was a change that a later reader must have seen.
    static int Seen(Reader reader, long payment) => reader.All<LogSubject>().Where(s => s.Kind == "Payment" && s.Id == payment)
        .Join(reader.All<LogEntry>().Where(e => e.Kind == "accounting.receipt-kept-as-credit" || e.Kind == "accounting.receipt-unapplied" || e.Kind == "accounting.receipt-applied"), s => s.Position, e => e.Position, (s, e) => e.CommandId).Distinct().Count();

    // A message that comes twice: the first outcome, and nothing more.
    async Task Again(Sent earlier)
    {
        Commands++;
        var before = await Head();
        var outcome = await company.Commands.Send(earlier.Command, earlier.Actor, earlier.Id);
        if (outcome.Refusal?.Code == Refusal.NotAllowed) return; // the role is gone by now
        if (!outcome.Ok) throw new Broken($"{earlier.Command} came again and was refused: {outcome.Refusal}");
        if (outcome.Position != earlier.Position || !outcome.Repeated) throw new Broken($"{earlier.Command} came again and was done again.");
        if (await Head() != before) throw new Broken($"{earlier.Command} came again and moved the log.");
    }

    async Task Changed(Sent earlier)
    {
        Commands++;
        var before = await Head();
        var outcome = await company.Commands.Send(new HoldOrder(new(999_999), HoldReason.Other, "Another content"), Actor.House(HouseActor.Operator), earlier.Id);
        if (outcome.Refusal?.Code != Refusal.RepeatedWithOtherContent) throw new Broken($"Another command under the id of {earlier.Command} was not refused as that: {outcome.Refusal}");
        if (await Head() != before) throw new Broken("A refused repeat moved the log.");
    }

    // Mail at the door: the same one again, an answer, or one that nobody can read.
    async Task Post(Luck luck)
    {
        var which = luck.Next(6);
        var text = $"From: Hannah <hannah{which % 2}@wren.example>\r\nTo: support@practice.example\r\nSubject: My order {which}\r\nMessage-ID: <sim-{which}@wren.example>\r\n"
            + (which > 3 ? $"In-Reply-To: <sim-{which - 2}@wren.example>\r\n" : "") + $"\r\nWhere is it? O-{1001 + which}\r\n";
        var raw = luck.OneIn(10) ? [0, 1, 2, 3] : System.Text.Encoding.UTF8.GetBytes(text);
        for (var times = luck.OneIn(3) ? 2 : 1; times > 0; times--) await company.Services.GetRequiredService<MailIntake>().Take(raw, "simulation", "simulation");
    }

    async Task<long> Head() => await company.Db(r => Task.FromResult(r.Position));

    // Every invariant whose tables were touched. Those that read the whole log are touched by all, and come after each fault and every fifth step.
    async Task Check(bool everything, bool theLogToo = true)
    {
        await company.Services.GetRequiredService<Feed>().CatchUp();
        var touched = new HashSet<string> { "LogEntries", "LogSubjects", "Commands", "Heads", "Errands" };
        var from = seen;
        using (var reading = await company.Services.GetRequiredService<Database>().Read())
        {
            foreach (var entry in await reading.Reader.All<LogEntry>().Where(e => e.Position > from && e.Touched != null).Select(e => e.Touched).ToListAsync())
                touched.UnionWith(Json.Read<Touched>(entry!).Tables.Keys);
            if (reading.Reader.Position < seen) throw new Broken($"The log went back from {seen} to {reading.Reader.Position}.");
            if (reading.Reader.Position == seen) touched = ["Errands"];
            seen = reading.Reader.Position;
        }
        if (everything || touched.Overlaps(ofReach)) await Sees();
        var verify = company.Services.GetRequiredService<Verify>();
        foreach (var invariant in verify.All)
        {
            var tables = reads.GetValueOrDefault(invariant.GetType());
            if (tables is null || tables.Overlaps(touched)) due.Add(invariant.GetType());
            if (!everything && (!due.Contains(invariant.GetType()) || (!theLogToo && tables is not null && tables.Contains("LogEntries")))) continue;
            due.Remove(invariant.GetType());
            var (check, read) = await verify.Watch(invariant);
            reads[invariant.GetType()] = read;
            if (!check.Ok) throw new Broken($"{check.Name}: {string.Join(' ', check.Violations.Select(v => v.Text))}");
        }
    }

    // A salesperson sees what they entered, whatever else is there.
    async Task Sees()
    {
        var sal = await company.Services.GetRequiredService<Access>().Of(company.Sal.Id);
        if (sal is null || sal.Reach == Reach.Everything || sal.Reach.OnlyOwn is not { } own) return;
        using var reading = await company.Services.GetRequiredService<Database>().Read(sal.Reach);
        if (await reading.Reader.Orders.IgnoreAutoIncludes().Where(o => o.EnteredBy != own).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync() is { } other) throw new Broken($"{sal.Name} sees {Order.NumberOf(other)}, which someone else entered.");
    }

    // At the end the outside answers and nothing fails: everything is checked, each acknowledged command is there once, and no errand waits
    // but those behind one that a person has to decide about.
    async Task Evening()
    {
        outside.Luck = null;
        faults.Disarm();
        foreach (var restore in (await company.All<Restore>()).Where(r => r.LiftedAt is null)) await company.Does(HouseActor.Operator, new LiftFence(restore.Id));
        // Its acknowledgements are errands.
        await company.Services.GetRequiredService<MailIntake>().Resume();
        for (var (rounds, idle) = (0, 0); idle < 4; rounds++)
        {
            if (rounds == 100) throw new Broken("There is no end to the errands in the evening.");
            company.Clock.Advance(TimeSpan.FromMinutes(5));
            idle = await company.Services.GetRequiredService<ErrandRunner>().RunDue() == 0 ? idle + 1 : 0;
        }
        await Told();
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
        await Check(everything: true);
        var remembered = (await company.All<CommandRow>()).ToDictionary(c => c.Id, c => c.Position);
        foreach (var one in sent)
            if (!remembered.TryGetValue(one.Id, out var position) || position != one.Position) throw new Broken($"{one.Command} was acknowledged at {one.Position} and is not there.");
        var errands = await company.All<ErrandRow>();
        foreach (var row in errands.Where(e => e.State is ErrandState.Waiting && !(e.Subject != "" && errands.Exists(o => o.Subject == e.Subject && o.Id < e.Id && o.State is ErrandState.Stuck or ErrandState.UnknownOutcome))))
            throw new Broken($"Errand {row.Id} ({row.Kind}) still waits in the evening: {row.LastError}");
        trace.AddRange((await company.All<LogEntry>()).OrderBy(e => e.Position).Select(e => $"{e.Position} {e.At:O} {e.Actor} {e.Command} {e.Kind} {e.Content}"));
    }

    // Each webhook that goes on was told of everything that it wanted since it was added, but for what somebody set aside.
    async Task Told()
    {
        var sender = company.Services.GetRequiredService<WebhookSender>();
        async Task<List<Webhook>> Live() => await company.Db(r => r.All<Webhook>().Where(w => w.EndedAt == null && w.PausedAt == null).ToListAsync());
        for (var days = 0; days < 3; days++)
        {
            while (await sender.RunDue() > 0) { }
            company.Clock.Advance(TimeSpan.FromDays(1));
        }
        var log = await company.All<LogEntry>();
        var deliveries = (await company.All<WebhookDelivery>()).ToLookup(d => d.Webhook);
        foreach (var webhook in await Live())
        {
            var added = await company.Db(r => r.All<LogSubject>().Where(s => s.Kind == "Webhook" && s.Id == webhook.Id.Value).MinAsync(s => s.Position));
            var wanted = log.Where(e => e.Position > added && e.Kind.Length > 0 && !e.Kind.StartsWith("portal.webhook", StringComparison.Ordinal) && webhook.Wants(e.Kind)).Select(e => e.Position).ToHashSet();
            if (!wanted.SetEquals(deliveries[webhook.Id].Select(d => d.Position))) throw new Broken($"{webhook.Name} wants {wanted.Count} events and has {deliveries[webhook.Id].Count()} deliveries.");
            foreach (var delivery in deliveries[webhook.Id].Where(d => d.State is not DeliveryState.SetAside))
                if (delivery.State is DeliveryState.Waiting || !outside.Left.Contains(Outside.Told(webhook.Url, $"evt_{delivery.Position}"))) throw new Broken($"{webhook.Name} was not told of {delivery.Position} ({delivery.State}, {delivery.Answer}).");
        }
    }

    /// <summary>All rows but those that only count: two equal digests are equal databases.</summary>
    string Digest()
    {
        return Digests.Of(company.Services.GetRequiredService<Database>().Settings.ConnectionString);
    }

    public async ValueTask DisposeAsync() => await company.DisposeAsync();
}
