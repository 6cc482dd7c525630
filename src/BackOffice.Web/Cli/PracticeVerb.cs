using System.CommandLine;
using BackOffice.Kernel;
using Microsoft.Data.Sqlite;

namespace BackOffice.Web;

/// <summary><c>practice</c>: loads the practice company into an empty folder, or makes it anew in its own.</summary>
static class PracticeVerb
{
    public static Verb Verb { get; } = new("practice", "Load the practice company, or reset it.", VerbKind.Alone, Run) { MakesPractice = true, Before = Reset };

    static async Task<int> Run(VerbRun run)
    {
        Refuse.If(!run.Get<Database>().Company.IsPractice, "This folder holds a real company; give the practice company a folder of its own (--data).");
        var began = run.Get<TimeProvider>().GetTimestamp();
        await run.Get<PracticeCompany>().Fill();
        var seconds = Math.Round(run.Get<TimeProvider>().GetElapsedTime(began).TotalSeconds, 1);
        run.Print(new { ok = true, company = run.Get<Database>().Company.Name, people = PracticePeople.All.Count, seconds }, $"{run.Get<Database>().Company.Name} is ready ({seconds} s). Start it: serve");
        return 0;
    }

    // Only a practice company's own files go; everything else in the folder stays.
    static async Task Reset(WebApplication app, PortalSettings settings, ParseResult asked)
    {
        var (database, storage) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<Storage>());
        if (!await storage.Find() || !database.Company.IsPractice) return;
        if (!database.IsSqlite) throw new WrongSetting("A practice company on SQL Server is reset by dropping its database.");
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(settings.DataFolder, "backoffice.db*")) File.Delete(file);
        foreach (var folder in (string[])["files", "mail-in", "mail-out"])
            if (Directory.Exists(Path.Combine(settings.DataFolder, folder))) Directory.Delete(Path.Combine(settings.DataFolder, folder), recursive: true);
    }
}
