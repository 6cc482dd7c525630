using BackOffice.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BackOffice.Testing;

public sealed partial class Company
{
    // In memory where the system has such a folder: a simulation opens some thousand databases.
    static readonly string fast = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>
    /// Opens a copy of a company's folder without any worker: nothing happens but what the test does, on its own thread, so
    /// that it can be done again. Null opens the bare company.
    /// </summary>
    public static async Task<Company> OpenStill(string? of = null, DateTimeOffset? at = null, Action<IServiceCollection>? also = null, bool onDisk = false)
    {
        var clock = NewClock();
        if (at is { } instant) clock.SetUtcNow(instant);
        var folder = FastFolder(onDisk);
        Copy(of ?? await template.Value, folder);
        return await StartStill(folder, clock, also);
    }

    /// <summary>What a kill leaves: the files as they are at this instant, opened anew; this company is let go without a word.</summary>
    public async Task<Company> Crash(Action<IServiceCollection>? also = null)
    {
        var image = Image();
        await DisposeAsync();
        return await OpenImage(image, also);
    }

    /// <summary>A copy of all files as they are now, taken while everything is open.</summary>
    public string Image()
    {
        var image = FastFolder(false);
        Copy(folder, image);
        return image;
    }

    public Task<Company> OpenImage(string image, Action<IServiceCollection>? also = null) => StartStill(image, Time, also);

    /// <summary>A second process on the same database.</summary>
    public Task<Company> Beside(Action<IServiceCollection>? also = null) => StartStill(folder, Time, also);

    /// <summary>Lets go of the process's part and leaves the folder to another company that has it open.</summary>
    public async Task Leave()
    {
        isHandedOn = true;
        await Services.DisposeAsync();
    }

    static async Task<Company> StartStill(string folder, TimeProvider clock, Action<IServiceCollection>? also)
    {
        var company = new Company(folder, clock, Provide(folder, clock, also), also);
        if (!await company.Services.GetRequiredService<Storage>().Find()) throw new InvalidOperationException("There is no database in this folder.");
        company.Services.GetRequiredService<ErrandRunner>().IsOneByOne = true;
        company.Services.GetRequiredService<WebhookSender>().IsOneByOne = true;
        await company.Services.GetRequiredService<Feed>().Begin();
        return company;
    }

    static string FastFolder(bool onDisk)
    {
        var folder = Path.Combine(onDisk ? Path.GetTempPath() : fast, $"backoffice-sim-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    static void Copy(string from, string to)
    {
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        // What is shared between processes only (-shm) is made anew; the log is copied after the database, as it only grows.
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
