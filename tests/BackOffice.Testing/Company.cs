using BackOffice.Kernel;
using BackOffice.Ui;
using BackOffice.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackOffice.Testing;

/// <summary>
/// A whole company for one test: a fresh database file (migrated once per process, then copied), every department, all
/// people, a clock that tests move. Errands run when the test says so.
/// </summary>
public sealed partial class Company : IAsyncDisposable
{
    static readonly Lazy<Task<string>> template = new(MakeTemplate);

    readonly string folder;
    readonly List<IHostedService> workers = [];
    readonly Action<IServiceCollection>? also;
    bool isHandedOn, isGuest, isGone;

    Company(string folder, TimeProvider clock, ServiceProvider services, Action<IServiceCollection>? also) => (this.folder, Time, Services, this.also) = (folder, clock, services, also);

    public ServiceProvider Services { get; }
    public TimeProvider Time { get; }
    /// <summary>The clock that only the test moves; starts on Tuesday 24 November 2026, 10:00 in London.</summary>
    public FakeTimeProvider Clock => (FakeTimeProvider)Time;
    public Commands Commands => Services.GetRequiredService<Commands>();
    public string Folder => folder;

    /// <summary>Names a server whose databases the tests may make and drop: then the suite runs on SQL Server instead of SQLite.</summary>
    public const string SqlServerVariable = "BACKOFFICE_TEST_SQLSERVER";
    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable(SqlServerVariable) is { Length: > 0 } server ? server : null;

    /// <summary>Opens a company. With <paramref name="realTime"/> the system's clock runs instead of the test's.</summary>
    /// <param name="realTime">See above.</param>
    /// <param name="also">More services for this test.</param>
    /// <param name="durable">Writes as in life (synchronous FULL); tests do without.</param>
    public static async Task<Company> Open(bool realTime = false, Action<IServiceCollection>? also = null, bool durable = false)
    {
        var folder = Directory.CreateTempSubdirectory("backoffice-test-").FullName;
        if (SqlServer is not null)
        {
            // No file to copy there: a database of its own for each test, named after its folder.
            await using var making = Provide(folder, NewClock(), null);
            await Found(making);
        }
        else foreach (var file in Directory.GetFiles(await template.Value)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return await Start(folder, realTime ? TimeProvider.System : NewClock(), also, durable);
    }

    /// <summary>A folder of its own with a fresh company in an embedded database; the caller deletes it.</summary>
    internal static async Task<string> NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("backoffice-test-").FullName;
        foreach (var file in Directory.GetFiles(await template.Value)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    /// <summary>Closes the process's part and opens the same folder again, as after a restart.</summary>
    public async Task<Company> Restart()
    {
        await Stop();
        isHandedOn = true;
        var again = await Start(folder, Time, also);
        again.isGuest = isGuest;
        return again;
    }

    /// <summary>Another node on the same database, as a process of its own would be; ends before the company it was opened beside.</summary>
    public async Task<Company> Beside(string node, INodeTalk? talk = null)
    {
        var beside = await Start(folder, Time, services =>
        {
            also?.Invoke(services);
            services.AddSingleton(new Node(node, true)).AddSingleton(talk ?? new NoTalk());
        });
        beside.isGuest = true;
        return beside;
    }

    public Task<T> Read<T>(View<T> view) => Services.GetRequiredService<LiveViews>().Read(view, Reach.Everything);
    public Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view) where TRow : class => Services.GetRequiredService<LiveViews>().Read(view, Reach.Everything);

    /// <summary>Looks at the rows themselves.</summary>
    public async Task<T> Db<T>(Func<Reader, Task<T>> look)
    {
        using var reading = await Services.GetRequiredService<Database>().Read();
        return await look(reading.Reader);
    }

    public Task<List<T>> All<T>() where T : class => Db(reader => reader.All<T>().ToListAsync());

    /// <summary>Sends as one of the house's actors.</summary>
    public async Task<Outcome> Does(HouseActor who, ICommand command, string? id = null) => Succeeded(await Commands.Send(command, Actor.House(who), id));
    public async Task<T> Does<T>(HouseActor who, Command<T> command, string? id = null)
    {
        var outcome = await Commands.Send(command, Actor.House(who), id);
        Succeeded(outcome);
        return outcome.Answer!;
    }

    /// <summary>Runs the errands that are due, until none is left; how many.</summary>
    public async Task<int> RunErrands()
    {
        var runner = Services.GetRequiredService<ErrandRunner>();
        var all = 0;
        for (int some; (some = await runner.RunDue()) > 0 && all < 1000;) all += some;
        return all;
    }

    /// <summary>Moves the clock and does what became due on the way.</summary>
    public async Task Passes(TimeSpan time)
    {
        Clock.Advance(time);
        await Services.GetRequiredService<BackOffice.Kernel.Clock>().RunDue();
    }

    /// <summary>Everything that must always hold; fails the test with each violation.</summary>
    public async Task Verified()
    {
        var broken = (await Services.GetRequiredService<Verify>().Run()).Where(check => !check.Ok).ToList();
        if (broken.Count > 0) throw new InvalidOperationException(string.Join('\n', broken.Select(c => $"{c.Name}: {string.Join("; ", c.Violations)}")));
    }

    internal static Outcome Succeeded(Outcome outcome) =>
        outcome.Ok ? outcome : throw new InvalidOperationException($"Refused ({outcome.Refusal!.Code}): {outcome.Refusal}");

    public async ValueTask DisposeAsync()
    {
        if (isHandedOn || isGone) return; // the company that was opened after the restart owns the folder
        isGone = true;
        if (isGuest)
        {
            await Stop();
            return;
        }
        if (SqlServer is not null)
            await using (var db = Services.GetRequiredService<Database>().Bare()) await db.Database.EnsureDeletedAsync();
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    async Task Stop()
    {
        foreach (var worker in workers) await worker.StopAsync(default);
        await Services.DisposeAsync();
        ForgetConnections(folder);
    }

    // Only those of this database: other tests run beside this one.
    static void ForgetConnections(string folder)
    {
        if (SqlServer is not null) return;
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(new StorageSettings(folder).ConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
    }

    static FakeTimeProvider NewClock() => new(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));

    static async Task<Company> Start(string folder, TimeProvider clock, Action<IServiceCollection>? also, bool durable = false)
    {
        var company = new Company(folder, clock, Provide(folder, clock, also, durable), also);
        if (!await company.Services.GetRequiredService<Storage>().Find()) throw new InvalidOperationException("The template database is missing.");
        await company.Services.GetRequiredService<Feed>().Begin();
        // The live part runs; errands and the clock wait for the test.
        foreach (var worker in new IHostedService[] { company.Services.GetRequiredService<Feed>(), company.Services.GetRequiredService<LiveViews>() })
        {
            await worker.StartAsync(default);
            company.workers.Add(worker);
        }
        return company;
    }

    static ServiceProvider Provide(string folder, TimeProvider clock, Action<IServiceCollection>? also, bool durable = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddDebug());
        services.AddKernel(new StorageSettings(folder, ServerFor(folder), durable ? "FULL" : "OFF"), Portal.Departments(), WhatFollows.Table);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<RowRenderer>();
        services.AddScoped<Session>();
        also?.Invoke(services);
        return services.BuildServiceProvider();
    }

    static async Task<string> MakeTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("backoffice-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using (var services = Provide(folder, NewClock(), null))
        {
            await Found(services);
        }
        ForgetConnections(folder);
        File.Delete(Path.Combine(folder, "migrating.lock"));
        return folder;
    }

    static async Task Found(IServiceProvider services)
    {
        await services.GetRequiredService<Storage>().Prepare(new CompanyInfo { Name = "Test Gifts Ltd", Currency = "GBP", Zone = "Europe/London", Kind = CompanyKind.Practice });
        await SeedPeople(services);
    }

    static string? ServerFor(string folder) => SqlServer is null ? null
        : new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(SqlServer) { InitialCatalog = Path.GetFileName(folder) }.ConnectionString;
}
