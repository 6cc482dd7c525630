using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>
/// Reads order files: a job of many commands, one per order, so that people's commands go in between, a stop loses nothing and a
/// second run doubles nothing. An order that this very import brought before counts as accepted; one of an earlier import, as duplicate.
/// </summary>
public sealed class OrderImport(Commands commands, Database database, Files files, TimeProvider clock)
{
    /// <summary>Most orders on their way to the writer at once: it has more to do while the next ones are read.</summary>
    const int AtOnce = 128;

    static readonly TimeSpan tellEvery = TimeSpan.FromMilliseconds(400);
    static readonly Actor actor = Actor.House(HouseActor.Import);

    readonly Commands commands = commands;
    readonly Database database = database;
    readonly Files files = files;
    readonly TimeProvider clock = clock;
    readonly ConcurrentDictionary<ImportId, Lazy<Task<ImportCounts>>> running = new();

    /// <summary>Largest order file that is taken, compressed or not.</summary>
    public const long LargestFile = 256L * 1024 * 1024;

    /// <summary>For the command line and the practice company: keeps the files and reads them at once, opening the channel if need be.</summary>
    public async Task<ImportCounts> Run(IReadOnlyList<string> paths, string profile, string channel, Actor by, CancellationToken stop = default)
    {
        var named = ImportProfile.Named(profile);
        Refuse.If(named is null, $"There is no profile {profile}; the profiles are {ImportProfile.Names}.");
        var kept = new List<KeptFile>();
        foreach (var path in paths)
        {
            await using var content = File.OpenRead(path);
            OrderFile.RefuseUnlessOrders(Path.GetFileName(path), content);
            kept.Add(new(Path.GetFileName(path), await files.Keep(content, LargestFile, stop)));
        }
        Ok(await commands.Send(new OpenChannel(channel, channel, named.Currency), by));
        var name = kept.Count == 1 ? kept[0].Name : $"{kept[0].Name} + {kept.Count - 1}";
        var started = await commands.Send(new StartImport(name, profile, channel, kept.ToMany()), by);
        Ok(started);
        return await Run(started.Answer!.Import, stop);
    }

    /// <summary>Reads one import to its end, its stop, or a problem that is written on it. Who asks for one that is being read already waits for the same end.</summary>
    public async Task<ImportCounts> Run(ImportId id, CancellationToken stop = default)
    {
        var mine = new Lazy<Task<ImportCounts>>(async () => await new Reading(this, await Look(id), stop).All());
        var shared = running.GetOrAdd(id, mine);
        if (shared != mine) return await shared.Value.WaitAsync(stop);
        try
        {
            return await mine.Value;
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    async Task<Import> Look(ImportId id)
    {
        using var reading = await database.Read();
        return await reading.Reader.Imports.SingleAsync(i => i.Id == id);
    }

    static void Ok(Outcome outcome)
    {
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
    }

    sealed class Reading(OrderImport job, Import import, CancellationToken stop)
    {
        readonly ImportProfile profile = ImportProfile.Named(import.Profile)!;
        readonly Queue<(Task<Outcome<PlacedOrder>> Sent, FileOrder Order, bool Again)> onTheWay = [];
        readonly List<LooseLine> loose = [];
        readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
        readonly HashSet<string> kept = new(StringComparer.Ordinal);
        readonly HashSet<string> placed = new(StringComparer.Ordinal);
        readonly HashSet<OrderId> ofThisImport = [];
        readonly List<RefusedFile> refused = [];
        readonly long startedAt = job.clock.GetTimestamp();
        long toldAt = job.clock.GetTimestamp();
        ImportCounts counts = ImportCounts.None;
        string file = "";
        bool stopWanted;

        public async Task<ImportCounts> All()
        {
            try
            {
                await RememberEarlierRun();
                await Tell();
                var readable = Open();
                foreach (var (kept, orders) in readable)
                {
                    file = kept.Name;
                    await ReadFile(orders);
                    if (stopWanted || stop.IsCancellationRequested) break;
                }
                await Settle();
                // A host that goes down leaves the import running: it is resumed at the next start.
                if (stop.IsCancellationRequested && !stopWanted) await Tell();
                else await Finish(stopWanted ? ImportState.Stopped : refused.Count == import.Files.Count ? ImportState.Failed : ImportState.Done,
                    refused.Count == import.Files.Count ? refused[0].Why : null);
            }
            catch (ImportBroke broke)
            {
                await Finish(ImportState.Failed, broke.Message);
            }
            return counts;
        }

        // Counts the lines of all files first (remaining time, and where each order ends); a file that is none is refused here.
        List<(ImportFile, OrdersOfFile)> Open()
        {
            var readable = new List<(ImportFile, OrdersOfFile)>();
            foreach (var kept in import.Files.OrderBy(f => f.Position))
            {
                try
                {
                    var orders = new OrdersOfFile(() => job.files.Open(kept.Hash) ?? throw new InvalidDataException("The file is gone from the store."), profile);
                    counts = counts with { Lines = counts.Lines + orders.LineCount };
                    readable.Add((kept, orders));
                }
                catch (RefusedException no) { refused.Add(new(kept.Id, no.Message)); }
                catch (InvalidDataException broken) { refused.Add(new(kept.Id, $"The file is broken: {broken.Message}")); }
            }
            return readable;
        }

        async Task ReadFile(OrdersOfFile orders)
        {
            seen.Clear();
            foreach (var (line, order) in orders.Read())
            {
                if (line is not null) await Keep(line);
                if (order is not null) await Place(order);
                if (job.clock.GetElapsedTime(toldAt) > tellEvery) await Tell();
                if (stopWanted || stop.IsCancellationRequested) return;
            }
        }

        async Task Place(FileOrder order)
        {
            if (onTheWay.Count >= AtOnce) await Landed(AtOnce / 2);
            var wanted = OrderOf(order);
            var id = "import-" + Hex($"{import.Id.Value} {import.Channel} {order.ExternalId} {wanted.ContentHash()}");
            onTheWay.Enqueue((job.commands.Send(new PlaceOrder(wanted), actor, id, behind: true), order, Again: !placed.Add(order.ExternalId)));
        }

        NewOrder OrderOf(FileOrder order)
        {
            var first = order.Lines[0];
            var at = TimeZoneInfo.ConvertTimeToUtc(first.At, job.database.Company.TimeZone is var zone && zone.IsInvalidTime(first.At) ? TimeZoneInfo.Utc : zone);
            return new(import.Channel, order.ExternalId, new(ExternalId: first.Customer), OrderFile.AddressOf(first.Customer), first.Country, profile.Currency,
                order.Lines.Select(line => new NewOrderLine(line.Code, line.Description, line.Quantity, line.UnitPriceMicros)).ToMany(), at, Import: import.Id);
        }

        // Counts the oldest until no more than these are on their way.
        async Task Landed(int most = 0)
        {
            while (onTheWay.Count > most)
            {
                var (sent, order, again) = onTheWay.Dequeue();
                var outcome = await sent;
                var lines = order.Lines.Count;
                if (outcome.Refusal is { Code: Refusal.Incident } incident) throw new ImportBroke(incident.ToString());
                if (outcome.Refusal is { } refusal)
                {
                    foreach (var line in order.Lines)
                        await Keep(line.Rejected(RejectReason.OrderHasOtherContent, refusal.Code is Refusal.RepeatedWithOtherContent ? order.ExternalId : refusal.ToString()));
                }
                else if (again || (outcome.Answer!.Already && !ofThisImport.Contains(outcome.Answer.Order)))
                    counts = counts with { Read = counts.Read + lines, Duplicates = counts.Duplicates + lines };
                else
                    counts = counts with { Read = counts.Read + lines, Accepted = counts.Accepted + lines, Orders = counts.Orders + 1 };
            }
        }

        async Task Keep(OrderFileLine line)
        {
            var equal = seen[line.Raw] = seen.GetValueOrDefault(line.Raw) + 1;
            var fingerprint = Hex($"{import.Channel} {line.Raw} {equal}");
            if (!kept.Add(fingerprint))
            {
                counts = counts with { Read = counts.Read + 1, Duplicates = counts.Duplicates + 1 };
                return;
            }
            loose.Add(new(fingerprint, file, line.Number, line.Raw, line.Verdict, line.Reason, Short(line.Detail), line.Aside));
            if (loose.Count >= KeepImportLines.Most) await KeepLoose();
        }

        async Task KeepLoose()
        {
            if (loose.Count == 0) return;
            var outcome = await job.commands.Send(new KeepImportLines(import.Id, import.Channel, loose.ToMany()), actor, behind: true);
            if (outcome.Refusal is { } refusal) throw new ImportBroke(refusal.ToString());
            var kept = outcome.Answer!;
            counts = counts with
            {
                Read = counts.Read + loose.Count,
                Rejected = counts.Rejected + kept.Rejected,
                SetAside = counts.SetAside + kept.SetAside,
                Duplicates = counts.Duplicates + kept.Duplicates,
            };
            loose.Clear();
        }

        async Task Settle()
        {
            await Landed();
            await KeepLoose();
        }

        async Task Tell()
        {
            await Landed();
            var seconds = job.clock.GetElapsedTime(startedAt).TotalSeconds;
            var outcome = await job.commands.Send(new NoteImportProgress(import.Id, counts, file, seconds > 0.5 ? (int)(counts.Read / seconds) : 0), actor);
            if (outcome.Refusal is { } refusal) throw new ImportBroke(refusal.ToString());
            stopWanted = outcome.Answer!.StopWanted;
            toldAt = job.clock.GetTimestamp();
        }

        async Task Finish(ImportState state, string? problem) =>
            Ok(await job.commands.Send(new FinishImport(import.Id, state, counts, Short(problem), refused.ToMany()), actor));

        // A run that was cut off left orders behind: they are of this import, no duplicates.
        async Task RememberEarlierRun()
        {
            using var reading = await job.database.Read();
            ofThisImport.UnionWith(await reading.Reader.Orders.Where(o => o.Import == import.Id).Select(o => o.Id).ToListAsync());
        }

        static string? Short(string? text) => text is { Length: > 300 } ? text[..300] : text;

        static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
    }

    /// <summary>What went wrong while importing, in words that stand on the import's page.</summary>
    sealed class ImportBroke(string why) : Exception(why);
}
