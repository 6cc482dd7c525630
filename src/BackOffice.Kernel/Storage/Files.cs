using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// Files by the SHA-256 of their content (64 hexadecimal signs), written and synced before the commit that names them:
/// a folder beside the embedded database, a table with SQL Server. The same content is kept once.
/// </summary>
public sealed class Files(Database database)
{
    string Folder => Path.Combine(database.Settings.Folder, "files");

    public async Task<string> Keep(byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!database.IsSqlite)
        {
            await using var db = database.Bare();
            if (!await db.Set<StoredFile>().AnyAsync(f => f.Hash == hash))
            {
                db.Add(new StoredFile { Hash = hash, Content = content });
                await db.SaveChangesAsync();
            }
            return hash;
        }
        var path = PathOf(hash);
        if (File.Exists(path)) return hash;
        await Write(path, stream => stream.WriteAsync(content).AsTask());
        return hash;
    }

    /// <summary>Keeps a stream of at most <paramref name="most"/> bytes; refuses what is longer.</summary>
    public async Task<string> Keep(Stream content, long most, CancellationToken stop = default)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        var megabytes = most / 1_048_576;
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            Refuse.If(memory.Length + read > most, $"This file is larger than {megabytes} MB; nothing of it was kept.");
            memory.Write(buffer, 0, read);
        }
        return await Keep(memory.ToArray());
    }

    public Stream? Open(string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) return null;
        if (database.IsSqlite) return File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : null;
        using var db = database.Bare();
        return db.Set<StoredFile>().AsNoTracking().FirstOrDefault(f => f.Hash == hash) is { } file ? new MemoryStream(file.Content) : null;
    }

    /// <summary>Deletes a file that nothing names any more; there may be none.</summary>
    internal async Task Delete(string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) return;
        if (database.IsSqlite)
        {
            if (File.Exists(PathOf(hash))) File.Delete(PathOf(hash));
            return;
        }
        await using var db = database.Bare();
        await db.Set<StoredFile>().Where(f => f.Hash == hash).ExecuteDeleteAsync();
    }

    public async Task<byte[]?> Read(string hash)
    {
        await using var stream = Open(hash);
        if (stream is null) return null;
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }

    string PathOf(string hash) => Path.Combine(Folder, hash[..2], hash);

    // Beside its place under a name of its own, synced, then moved: a killed process leaves no half file under a hash.
    static async Task Write(string path, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.half";
        await using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await write(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(half, path, overwrite: true);
    }
}
