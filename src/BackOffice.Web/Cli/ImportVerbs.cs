using System.CommandLine;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Web;

/// <summary><c>import orders|statement|mail|items|customers PATH…</c></summary>
static class ImportVerbs
{
    static readonly Argument<string[]> paths = new("PATH") { Description = "Files; folders for mail.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string> profile = new("--profile") { Description = "How the file names its columns.", DefaultValueFactory = _ => ImportProfile.OnlineRetail.Code };
    static readonly Option<string> channel = new("--channel") { Description = "The channel by which the orders came.", DefaultValueFactory = _ => "shop" };
    static readonly Option<bool> newAccounts = new("--new-accounts") { Description = "Open bank accounts that are not known yet." };

    public static Verb Verb { get; } = new("import", "Bring in files: orders, bank statements, mail, items, customers.", VerbKind.Writes, _ => Task.FromResult(0))
    {
        Parts =
        [
            new("orders", "Order files, plain or gzip.", VerbKind.Writes, Orders, paths, profile, channel),
            new("statement", "Bank statements in CAMT.053.", VerbKind.Writes, Statements, paths, newAccounts),
            new("mail", "Mails: .eml, mbox, raw, or a folder of these.", VerbKind.Writes, Mail, paths),
            new("items", "A catalogue: code, name[, barcode[, weight in g]].", VerbKind.Writes, Items, paths),
            new("customers", "Customers: number, name[, e-mail[, country[, language[, pays in advance (yes)]]]].", VerbKind.Writes, Customers, paths, channel),
        ],
    };

    static readonly Actor importer = Actor.House(HouseActor.Import);

    static async Task<int> Orders(VerbRun run)
    {
        var clock = run.Get<TimeProvider>();
        var began = clock.GetTimestamp();
        var found = Files(run);
        var counts = await run.Get<OrderImport>().Run(found, run.Asked.GetValue(profile)!, run.Asked.GetValue(channel)!, importer, run.Stop);
        run.Stop.ThrowIfCancellationRequested();
        var seconds = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 2);
        run.Print(new { read = counts.Read, accepted = counts.Accepted, rejected = counts.Rejected, setAside = counts.SetAside, duplicates = counts.Duplicates, orders = counts.Orders, seconds },
            $"{counts.Read} lines read: {counts.Accepted} accepted, {counts.Rejected} rejected, {counts.SetAside} set aside, {counts.Duplicates} duplicates; {counts.Orders} orders in {seconds} s.");
        return counts.Read == counts.Lines && counts.Read > 0 ? 0 : 1;
    }

    static async Task<int> Statements(VerbRun run)
    {
        var files = new List<StatementFileResult>();
        foreach (var path in Files(run))
        {
            await using var content = File.OpenRead(path);
            files.Add(await run.Get<StatementFiles>().Import(Path.GetFileName(path), content, importer, run.Asked.GetValue(newAccounts)));
        }
        run.Print(new { files = files.Select(f => new { file = f.File, status = f.Status.ToString().ToLowerInvariant(), reason = f.Reason, statements = f.Statements, entries = f.Entries, matched = f.Matched, suspense = f.Suspense }) },
            files.Select(f => $"{f.File}: {f.Status.ToString().ToLowerInvariant()}{(f.Reason is null ? "" : $" ({f.Reason})")}, {f.Entries} entries, {f.Matched} matched, {f.Suspense} in suspense"));
        return files.Exists(f => f.Status is FileFate.Refused) ? 1 : 0;
    }

    static async Task<int> Mail(VerbRun run)
    {
        var given = run.Asked.GetValue(paths)!.Select(run.PathOf).ToList();
        if (given.Find(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing) throw new FileNotFoundException($"There is no file or folder {missing}.");
        var sum = await run.Get<MailImport>().Run(given, stop: run.Stop);
        run.Print(new { read = sum.Read, ticketed = sum.Ticketed, joined = sum.Joined, dropped = sum.Dropped, quarantined = sum.Quarantined, duplicates = sum.Duplicates },
            $"{sum.Read} mails: {sum.Ticketed} new tickets, {sum.Joined} joined, {sum.Dropped} dropped, {sum.Quarantined} in quarantine, {sum.Duplicates} duplicates.");
        return 0;
    }

    static Task<int> Items(VerbRun run) => Lines(run, KeepItems.Most,
        fields => new CatalogueItem(fields[0], fields[1], Field(fields, 2), int.TryParse(Field(fields, 3), out var grams) ? grams : 250),
        async some => await run.Commands.Send(new KeepItems(some.ToMany()), importer) is var outcome && outcome.Answer is { } kept ? (outcome, kept.New, kept.Changed) : (outcome, 0, 0));

    static Task<int> Customers(VerbRun run) => Lines(run, KeepCustomers.Most,
        fields => new ListedCustomer(fields[0], fields[1], Field(fields, 2), Field(fields, 3) ?? "", Field(fields, 4) ?? "en", Field(fields, 5) is "yes" or "true" or "1"),
        async some => await run.Commands.Send(new KeepCustomers(run.Asked.GetValue(channel)!, some.ToMany()), importer) is var outcome && outcome.Answer is { } kept ? (outcome, kept.New, kept.Changed) : (outcome, 0, 0));

    // A list with a head line; lines without code and name are counted as rejected, and named.
    static async Task<int> Lines<T>(VerbRun run, int most, Func<List<string>, T> make, Func<T[], Task<(Outcome, int, int)>> send)
    {
        var (read, rejected, entered, changed) = (0, 0, 0, 0);
        var good = new List<T>();
        foreach (var path in Files(run))
        {
            await using var content = File.OpenRead(path);
            foreach (var line in OrderFile.Lines(content).Skip(1))
            {
                read++;
                if (CsvFields.Of(line.Raw) is { Count: >= 2 } fields && fields[0].Trim().Length > 0 && fields[1].Trim().Length > 0) good.Add(make(fields));
                else
                {
                    rejected++;
                    run.Error.WriteLine($"{Path.GetFileName(path)}, line {line.Number}: it needs at least two fields.");
                }
            }
        }
        foreach (var some in good.Chunk(most))
        {
            var (outcome, isNew, isChanged) = await send(some);
            if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
            (entered, changed) = (entered + isNew, changed + isChanged);
        }
        run.Print(new { read, accepted = read - rejected, rejected, entered, changed }, $"{read} lines read: {entered} entered, {changed} changed, {rejected} rejected.");
        return rejected == 0 ? 0 : 1;
    }

    static string? Field(List<string> fields, int at) => at < fields.Count && fields[at].Trim() is { Length: > 0 } text ? text : null;

    static List<string> Files(VerbRun run)
    {
        var files = run.Asked.GetValue(paths)!.Select(run.PathOf).ToList();
        return files.Find(path => !File.Exists(path)) is { } missing ? throw new FileNotFoundException($"There is no file {missing}.") : files;
    }
}
