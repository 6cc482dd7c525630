using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Everything personal about one customer in one archive: a JSON file for each kind of record, and the files beside.</summary>
public sealed class PersonalExport
{
    static readonly JsonSerializerOptions readable = new(Json.Options) { WriteIndented = true };
    readonly SortedDictionary<string, object> records = new(StringComparer.Ordinal);
    readonly List<(string Name, string Hash)> files = [];

    /// <summary>Records of one kind: <c>orders</c>.</summary>
    public void Add<T>(string kind, IReadOnlyList<T> rows) => records[kind] = rows;

    public void File(string name, string? hash)
    {
        if (!string.IsNullOrEmpty(hash)) files.Add((name, hash));
    }

    /// <summary>Asks every department, in one reading; null if there is no such customer.</summary>
    public static async Task<PersonalExport?> Of(CustomerId id, Database database, Departments departments)
    {
        using var reading = await database.Read();
        if (await reading.Reader.All<Customer>().FirstOrDefaultAsync(c => c.Id == id) is not { } customer) return null;
        var export = new PersonalExport();
        export.Add("customer", [customer]);
        foreach (var department in departments.All)
            if (department.CustomerRecords is { } records) await records.Export(reading.Reader, customer, export);
        return export;
    }

    public async Task Write(Stream stream, Files kept)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (kind, rows) in records)
        {
            await using var entry = zip.CreateEntry($"{kind}.json").Open();
            await JsonSerializer.SerializeAsync(entry, rows, rows.GetType(), readable);
        }
        var number = 0;
        foreach (var (name, hash) in files)
        {
            await using var content = kept.Open(hash);
            if (content is null) continue;
            // The number parts files of one name; a name never leads out of the folder.
            await using var entry = zip.CreateEntry($"files/{++number}-{FileNames.Plain(name)}").Open();
            await content.CopyToAsync(entry);
        }
    }
}
