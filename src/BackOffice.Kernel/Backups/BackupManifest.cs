namespace BackOffice.Kernel;

/// <summary>What a backup holds: the last entry of its archive. Hashes are SHA-256 in small hexadecimal signs.</summary>
/// <param name="Format">1; a later form gets a later number.</param>
/// <param name="At">When the snapshot was taken (UTC).</param>
/// <param name="Company">Whose it is.</param>
/// <param name="Position">How far the log went: everything up to here is in it, nothing after.</param>
/// <param name="Schema">The last migration of its database.</param>
/// <param name="Chain">The last link of the log's chain, to be compared with a root that was kept elsewhere.</param>
/// <param name="Database">The hash of the database's file.</param>
/// <param name="Files">Everything else, by its path in the archive.</param>
public sealed record BackupManifest(int Format, DateTime At, string Company, long Position, string Schema, string Chain, string Database, Many<BackupManifest.Part> Files)
{
    public const string Name = "manifest.json";

    public sealed record Part(string Path, long Size, string Hash);
}
