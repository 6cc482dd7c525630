using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Testing;

/// <summary>The real portal within the test's process, on a loopback port, over a fresh test company: its figures can be looked at while headless circuits are open.</summary>
public sealed class LivePortal : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string folder;

    LivePortal(WebApplication app, string folder) => (this.app, this.folder) = (app, folder);

    public IServiceProvider Services => app.Services;
    public Uri Address => new(app.Urls.First());
    public LiveViews Views => Services.GetRequiredService<LiveViews>();

    /// <param name="more">Further configuration: <c>--Name=value</c>.</param>
    public static async Task<LivePortal> Start(params string[] more)
    {
        var folder = await Company.NewFolder();
        var app = await PortalHost.Build(new PortalSettings(folder)
        {
            Urls = "http://127.0.0.1:0",
            Environment = "Development",
            FillsPractice = false,
            Synchronous = "OFF",
            More = ["--Practice:Speed=0", "--Mail:Receiver:Port=0", .. more],
        });
        await app.StartAsync();
        return new(app, folder);
    }

    public Task<HeadlessPerson> SignIn(string name) => HeadlessPerson.SignIn(Address, name);

    public Task<HeadlessCircuit> Open(string path, HeadlessPerson person, BatchCame? came = null) => HeadlessCircuit.Open(Address, path, person, came);

    /// <summary>Sends as one of the house's actors.</summary>
    public async Task<Outcome> Does(ICommand command) => Company.Succeeded(await Services.GetRequiredService<Commands>().Send(command, Actor.House(HouseActor.Operator)));

    public async Task<T> Does<T>(Command<T> command)
    {
        var outcome = await Services.GetRequiredService<Commands>().Send(command, Actor.House(HouseActor.Operator));
        Company.Succeeded(outcome);
        return outcome.Answer!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
