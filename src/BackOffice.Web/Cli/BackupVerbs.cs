using System.CommandLine;
using BackOffice.Kernel;
using Microsoft.Data.Sqlite;

namespace BackOffice.Web;

/// <summary><c>backup FILE</c> beside a running portal, <c>restore FILE --data DIR</c> into an empty folder, <c>fence NAME</c> for a database that was restored by its own means.</summary>
static class BackupVerbs
{
    static readonly Argument<string> file = new("FILE") { Description = "The backup's file." };
    static readonly Argument<string> name = new("NAME") { Description = "Which backup it was." };

    public static Verb Backup { get; } = new("backup", "Write a consistent copy of database and files, while the portal runs.", VerbKind.Reads, Write, file);

    public static Verb Restore { get; } = new("restore", "Make a backup the database of an empty folder. Nothing is sent from it until a person lifts the fence.", VerbKind.Alone, Restored, file) { Before = Unpack };

    public static Verb Fence { get; } = new("fence", "Say that this database was restored: nothing is sent until a person lifts the fence.", VerbKind.Alone, Mark, name);

    static async Task<int> Write(VerbRun run)
    {
        var clock = run.Get<TimeProvider>();
        var began = clock.GetTimestamp();
        var written = await run.Get<Backups>().Write(run.PathOf(run.Asked.GetValue(file)!), run.Stop);
        var (manifest, seconds) = (written.Manifest, Math.Round(clock.GetElapsedTime(began).TotalSeconds, 2));
        foreach (var damaged in written.Damaged) run.Error.WriteLine($"{damaged} is damaged: its content is not what its name says. Look for it in an older backup.");
        run.Print(new { ok = written.Damaged.Count == 0, at = manifest.At, position = manifest.Position, files = manifest.Files.Count, size = written.Size, chain = manifest.Chain, damaged = written.Damaged, seconds },
            $"{manifest.Company} as of {manifest.At:u}, log position {manifest.Position}, {manifest.Files.Count} files, {written.Size / 1024:N0} KB in {seconds} s.",
            $"The chain ends at: {manifest.Chain}");
        return written.Damaged.Count == 0 ? 0 : 1;
    }

    // Everything happens in a folder within the folder; the database is moved to its place last, with the fence already in it.
    static async Task Unpack(WebApplication app, PortalSettings settings, ParseResult asked)
    {
        var path = Path.GetFullPath(asked.GetValue(file)!);
        var storage = app.Services.GetRequiredService<StorageSettings>();
        Refuse.If(File.Exists(storage.SqliteFile), $"The folder {settings.DataFolder} holds a database already; give an empty one (--data).");
        var inside = Path.Combine(settings.DataFolder, "restoring");
        if (Directory.Exists(inside)) Directory.Delete(inside, recursive: true);
        var manifest = await app.Services.GetRequiredService<Backups>().Unpack(path, inside);
        await using (var copy = Verb.Open(inside, CommandLine.EnvironmentOf(asked)))
        {
            await copy.Services.GetRequiredService<Storage>().Prepare(Founding.Real(copy.Configuration));
            await copy.Services.GetRequiredService<Feed>().Begin();
            await Fenced(copy.Services, new(Path.GetFileName(path), manifest.At, manifest.Position));
            // The snapshot may lie between the two steps of a mail: it is understood now; what answers it waits behind the fence.
            await copy.Services.GetRequiredService<BackOffice.Support.MailIntake>().Resume();
        }
        SqliteConnection.ClearAllPools();
        foreach (var folder in Backups.Beside.Select(part => Path.Combine(inside, part)).Where(Directory.Exists))
        {
            var to = Path.Combine(settings.DataFolder, Path.GetFileName(folder));
            Refuse.If(Directory.Exists(to), $"The folder {settings.DataFolder} holds {Path.GetFileName(folder)} already; give an empty one (--data).");
            Directory.Move(folder, to);
        }
        foreach (var part in Directory.GetFiles(inside, "backoffice.db*").OrderByDescending(p => p.Length)) File.Move(part, Path.Combine(settings.DataFolder, Path.GetFileName(part)));
        Directory.Delete(inside, recursive: true);
    }

    static async Task<int> Restored(VerbRun run)
    {
        var fence = (await run.Get<LiveViews>().Read(new StandingFence(), Reach.Everything))!;
        var broken = (await run.Get<Verify>().Run()).Where(check => !check.Ok).ToList();
        run.Print(new { ok = broken.Count == 0, from = fence.From, at = fence.BackupAt, position = fence.BackupPosition, fenced = true, violations = broken },
            [$"Restored {run.Get<Database>().Company.Name} from {fence.From} ({fence.BackupAt:u}, log position {fence.BackupPosition}).",
             .. broken.SelectMany(check => check.Violations.Select(violation => $"NOT  {check.Name}: {violation}")),
             "Nothing is sent and no mail is fetched until a person lifts the fence: serve, then Portal, Not sent."]);
        return broken.Count == 0 ? 0 : 1;
    }

    static async Task<int> Mark(VerbRun run)
    {
        var clock = run.Get<TimeProvider>();
        using (var reading = await run.Get<Database>().Read()) await Fenced(run.Services, new(run.Asked.GetValue(name)!, clock.GetUtcNow().UtcDateTime, reading.Reader.Position));
        run.Print(new { ok = true, fenced = true }, "The fence stands. Nothing is sent and no mail is fetched until a person lifts it: serve, then Portal, Not sent.");
        return 0;
    }

    static async Task Fenced(IServiceProvider services, RecordRestore record)
    {
        var outcome = await services.GetRequiredService<Commands>().Send(record, Actor.House(HouseActor.Operator));
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
    }
}
