using System.Diagnostics;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Bench;

/// <summary>Reading a month of orders, and starting the portal.</summary>
static class StartBenches
{
    public static async Task<object> Import(Options options)
    {
        var folder = options.Text("folder") ?? throw new ArgumentException("Name the folder of order files: --folder DIR.");
        var files = Directory.GetFiles(folder, "2010-12-*").Order(StringComparer.Ordinal).ToList();
        await using var company = await Company.Open(realTime: true, durable: true, also: services => services.AddSingleton<OrderImport>());
        var watch = Stopwatch.StartNew();
        var counts = await company.Services.GetRequiredService<OrderImport>().Run(files, "online-retail", "web", Actor.House(HouseActor.Operator));
        return new { lines = counts.Read, seconds = Math.Round(watch.Elapsed.TotalSeconds, 2), peakMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576 };
    }

    /// <summary>From the start of the process to the first page, with the practice company made before and with it to be made.</summary>
    public static async Task<object> ColdStart(Options options)
    {
        var watch = Stopwatch.StartNew();
        await using var portal = await PortalProcess.Start();
        using var http = new HttpClient();
        await http.GetStringAsync(portal.Address + "/sign-in");
        var first = watch.Elapsed.TotalSeconds;
        await portal.Stop();
        watch.Restart();
        await portal.StartAgain();
        await http.GetStringAsync(portal.Address + "/sign-in");
        return new { seconds = Math.Round(watch.Elapsed.TotalSeconds, 2), firstStartSeconds = Math.Round(first, 2) };
    }
}
