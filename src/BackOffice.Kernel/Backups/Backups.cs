using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// Writes and unpacks backups of the embedded database: a zip of one consistent snapshot, then the files beside it. Files are
/// written before the commit that names them and never change, so whatever the snapshot names is there when they are copied after it.
/// </summary>
public sealed partial class Backups(Database database, TimeProvider clock)
{
    const string Db = "backoffice.db";
    /// <summary>The folders that go with the database. Not the keys: whoever has a backup must not be able to open the secrets in it.</summary>
    public static IReadOnlyList<string> Beside { get; } = ["files", "audit"];

    /// <summary>What was written. <paramref name="Damaged"/>: files whose content is no longer what their name says.</summary>
    public sealed record Written(BackupManifest Manifest, long Size, Many<string> Damaged);

    /// <summary>Takes a backup while others read and write; the file is there whole or not at all.</summary>
    public async Task<Written> Write(string path, CancellationToken stop = default)
    {
        Refuse.If(!database.IsSqlite, "The embedded database is backed up like this; SQL Server has its own way (infra/README.md).");
        Refuse.If(File.Exists(path), $"There is a file {path} already; give the backup another name.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var (half, copy) = ($"{path}.half", $"{path}.db.half");
        try
        {
            var at = clock.GetUtcNow().UtcDateTime;
            // Before the database: the root of today goes on while it is copied, and one that names a link which the copy does not have would
            // say of the restored log that it was cut.
            var audit = FilesBeside().Where(file => IsAudit(file.Name)).Select(file => (file.Name, Content: File.ReadAllBytes(file.Full))).ToList();
            Snapshot(copy);
            var damaged = new List<string>();
            BackupManifest manifest;
            await using (var file = new FileStream(half, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    var (_, hash) = await Add(zip, copy, Db, stop);
                    var parts = new List<BackupManifest.Part>();
                    foreach (var (name, content) in audit)
                    {
                        using var from = new MemoryStream(content);
                        var (size, digest) = await Add(zip, from, name, stop);
                        parts.Add(new(name, size, digest));
                    }
                    foreach (var (full, name) in FilesBeside().Where(file => !IsAudit(file.Name)))
                    {
                        var (size, content) = await Add(zip, full, name, stop);
                        parts.Add(new(name, size, content));
                        if (Path.GetFileName(name) != content) damaged.Add(name);
                    }
                    manifest = Describe(copy, at, hash, await Schema(stop), parts.ToMany());
                    await using var entry = zip.CreateEntry(BackupManifest.Name).Open();
                    await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Json.Write(manifest)), stop);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(half, path);
            return new(manifest, new FileInfo(path).Length, damaged.ToMany());
        }
        finally
        {
            File.Delete(half);
            File.Delete(copy);
        }
    }

    /// <summary>Unpacks a backup into a folder that holds no database yet, and proves each hash.</summary>
    public async Task<BackupManifest> Unpack(string path, string folder, CancellationToken stop = default)
    {
        Refuse.If(!database.IsSqlite, "A backup is restored into the embedded database; SQL Server has its own way (infra/README.md).");
        Refuse.If(!File.Exists(path), $"There is no file {path}.");
        try
        {
            using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            var manifest = await Manifest(zip, stop);
            await using (var db = database.Bare())
                Refuse.If(!db.Database.GetMigrations().Contains(manifest.Schema), $"This backup was made by a newer version of BackOffice (its database has {manifest.Schema}); restore it with that version.");
            foreach (var (name, hash) in manifest.Files.Select(part => (part.Path, part.Hash)).Prepend((Db, manifest.Database)))
            {
                Refuse.If(name != Db && !Known().IsMatch(name), $"The backup names a file {name} that no backup of ours holds; nothing was restored.");
                var entry = zip.GetEntry(name);
                Refuse.If(entry is null, $"The backup lacks {name}; nothing was restored.");
                var to = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                await using var from = entry.Open();
                await using var file = new FileStream(to, FileMode.Create, FileAccess.ReadWrite);
                var found = await Copy(from, file, stop);
                file.Flush(flushToDisk: true);
                Refuse.If(found.Hash != hash, $"{name} is damaged in the backup (its hash differs); nothing was restored.");
            }
            return manifest;
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(new("Backups.Unpack", $"{path} is no backup, or it is damaged; nothing was restored."));
        }
    }

    // SQLite's online backup in one step: a read transaction, which in WAL mode holds nobody up.
    void Snapshot(string copy)
    {
        File.Delete(copy);
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder(database.Settings.ConnectionString) { Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        string? wrong;
        try
        {
            source.Open();
            target.Open();
            source.BackupDatabase(target);
            Say(target, "PRAGMA journal_mode=DELETE");
            wrong = Damage.In(target).FirstOrDefault();
        }
        catch (SqliteException e) when (Damage.Is(e)) { wrong = e.Message; }
        if (wrong is not null) Refuse.Because($"The database's file is damaged ({wrong}); no backup was written, and your older ones are the ones to keep.");
    }

    async Task<string> Schema(CancellationToken stop)
    {
        await using var db = database.Bare();
        return (await db.Database.GetAppliedMigrationsAsync(stop)).Max(StringComparer.Ordinal)!;
    }

    BackupManifest Describe(string copy, DateTime at, string hash, string schema, Many<BackupManifest.Part> parts)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        db.Open();
        return new(1, at, database.Company.Name, long.Parse(Say(db, "SELECT \"Position\" FROM \"Heads\"")!), schema,
            Say(db, "SELECT \"Last\" || ' ' || \"Hash\" FROM \"LogLinks\" ORDER BY \"Last\" DESC LIMIT 1") ?? "", hash, parts);
    }

    IEnumerable<(string Full, string Name)> FilesBeside() =>
        from part in Beside
        let folder = Path.Combine(database.Settings.Folder, part)
        where Directory.Exists(folder)
        from full in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let name = Path.GetRelativePath(database.Settings.Folder, full).Replace('\\', '/')
        where Known().IsMatch(name)
        select (full, name);

    static bool IsAudit(string name) => name.StartsWith("audit/", StringComparison.Ordinal);

    static async Task<(long Size, string Hash)> Add(ZipArchive zip, string path, string name, CancellationToken stop)
    {
        await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return await Add(zip, from, name, stop);
    }

    static async Task<(long Size, string Hash)> Add(ZipArchive zip, Stream from, string name, CancellationToken stop)
    {
        await using var to = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        return await Copy(from, to, stop);
    }

    static async Task<(long Size, string Hash)> Copy(Stream from, Stream to, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[131072];
        long size = 0;
        for (int read; (read = await from.ReadAsync(buffer, stop)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    static async Task<BackupManifest> Manifest(ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry(BackupManifest.Name) is not { } entry) throw new InvalidDataException("No manifest.");
        using var text = new StreamReader(entry.Open());
        try { return Json.Read<BackupManifest>(await text.ReadToEndAsync(stop)); }
        catch (System.Text.Json.JsonException e) { throw new InvalidDataException("No manifest.", e); }
    }

    static string? Say(SqliteConnection db, string sql)
    {
        using var command = new SqliteCommand(sql, db);
        return command.ExecuteScalar()?.ToString();
    }

    // What a backup holds beside the database; anything else in an archive is not ours (and would not stay in the folder).
    [GeneratedRegex(@"^(files/[0-9a-f]{2}/[0-9a-f]{64}|audit/[\w.-]+\.txt)$")]
    private static partial Regex Known();
}
