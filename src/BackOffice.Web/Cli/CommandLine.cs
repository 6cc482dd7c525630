using System.CommandLine;
using System.Net.Http.Json;
using BackOffice.Kernel;
using Command = System.CommandLine.Command;

namespace BackOffice.Web;

/// <summary>
/// The verbs of the command line. A verb that writes is handed to the host that serves its data folder, if one does; else
/// the database is opened here. Exit code 0 only on success.
/// </summary>
static class CommandLine
{
    public static Task<int> Run(string[] args) => Invoke(Tree(null), args, Console.Out, Console.Error, default);

    /// <summary>Runs a verb that another process handed over, with this host's services.</summary>
    public static Task<int> Inside(HandedVerb verb, IServiceProvider services, TextWriter output, TextWriter error, CancellationToken stop) =>
        Invoke(Tree(new(services, verb.Folder)), verb.Arguments, output, error, stop);

    static Task<int> Invoke(RootCommand tree, string[] args, TextWriter output, TextWriter error, CancellationToken stop) =>
        tree.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) }, stop);

    internal static readonly Option<string> Data = new("--data") { Description = "The folder of the embedded database and its files.", Recursive = true, DefaultValueFactory = _ => PortalSettings.DefaultFolder };
    internal static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object, for scripts.", Recursive = true };

    internal static readonly Option<string?> Environment = new("--environment") { Description = "Development, Production, …; ASPNETCORE_ENVIRONMENT unless said here.", Recursive = true };
    // What `dotnet run` gives before the person's own words.
    static readonly Option<string?> defaultEnvironment = new("--default-environment") { Hidden = true, Recursive = true };

    internal static string? EnvironmentOf(ParseResult asked) => asked.GetValue(Environment)
        ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? asked.GetValue(defaultEnvironment);

    static RootCommand Tree(Host? host)
    {
        var root = new RootCommand("BackOffice: orders, money and customers on one live picture.") { Data, Json, Environment, defaultEnvironment };
        ServeVerb.AddTo(root);
        foreach (var verb in Verbs.All) root.Add(verb.Command(host));
        return root;
    }

    /// <summary>The host that runs a handed verb, and the folder from which the person asked.</summary>
    internal sealed record Host(IServiceProvider Services, string Folder);
}

/// <summary>One verb as it runs: services, where to print, and how it was asked for.</summary>
sealed record VerbRun(IServiceProvider Services, ParseResult Asked, string Folder, bool IsInside, CancellationToken Stop)
{
    public TextWriter Output => Asked.InvocationConfiguration.Output;
    public TextWriter Error => Asked.InvocationConfiguration.Error;
    public bool Json => Asked.GetValue(CommandLine.Json);
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();
    public Commands Commands => Get<Commands>();

    /// <summary>A path as the person meant it: from the folder where they typed.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Prints the result: as one object for programs, else as the given lines.</summary>
    public void Print(object result, params IEnumerable<string> lines)
    {
        if (Json) Output.WriteLine(BackOffice.Kernel.Json.Write(result));
        else foreach (var line in lines) Output.WriteLine(line);
    }
}

enum VerbKind
{
    /// <summary>Reads only: opens the database beside a running host.</summary>
    Reads,
    /// <summary>Writes through commands: handed to a running host.</summary>
    Writes,
    /// <summary>Needs the database for itself: refused while a host runs.</summary>
    Alone,
}

/// <summary>A verb: its name, arguments and what it does; how it gets its services is the same for all.</summary>
sealed record Verb(string Name, string Description, VerbKind Kind, Func<VerbRun, Task<int>> Run, params Symbol[] Takes)
{
    public bool MakesPractice { get; init; }
    /// <summary>What happens to the folder before its database is opened.</summary>
    public Func<WebApplication, PortalSettings, ParseResult, Task>? Before { get; init; }
    public IReadOnlyList<Verb> Parts { get; init; } = [];

    public Command Command(CommandLine.Host? host)
    {
        var command = new Command(Name, Description);
        foreach (var symbol in Takes)
            if (symbol is Option option) command.Add(option);
            else command.Add((Argument)symbol);
        foreach (var part in Parts) command.Add(part.Command(host));
        if (Parts.Count == 0) command.SetAction((asked, stop) => host is null ? Outside(asked, stop) : Guarded(new(host.Services, asked, host.Folder, true, stop)));
        return command;
    }

    async Task<int> Outside(ParseResult asked, CancellationToken stop)
    {
        var folder = Path.GetFullPath(asked.GetValue(CommandLine.Data)!);
        var served = Kind is VerbKind.Reads ? null : Serving.Find(folder);
        if (served is not null && Kind is VerbKind.Writes) return await HandOver(served, asked, stop);
        if (served is not null)
        {
            asked.InvocationConfiguration.Error.WriteLine($"The portal is running on {folder} ({served.Address}); stop it first.");
            return 1;
        }
        try
        {
            var environment = CommandLine.EnvironmentOf(asked);
            if (Before is not null) await using (var before = Open(folder, environment)) await Before(before, before.Services.GetRequiredService<PortalSettings>(), asked);
            await using var app = Open(folder, environment);
            var storage = app.Services.GetRequiredService<Storage>();
            // Beside a running host nothing is migrated or made anew: the database is there as it is.
            if (Kind is not VerbKind.Reads || Serving.Find(folder) is null || !await storage.Find())
                await storage.Prepare(MakesPractice ? Founding.Practice : Founding.Real(app.Configuration));
            await app.Services.GetRequiredService<Feed>().Begin();
            return await Guarded(new(app.Services, asked, Environment.CurrentDirectory, false, stop));
        }
        catch (Exception e) when (e is NewerSchema or RefusedException)
        {
            asked.InvocationConfiguration.Error.WriteLine(e.Message);
            return 1;
        }
        catch (Exception e) when (Damage.Is(e))
        {
            asked.InvocationConfiguration.Error.WriteLine($"The database in {folder} is damaged: {Damage.Advice}.");
            return 1;
        }
        catch (Exception e) when (e is WrongSetting or System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            asked.InvocationConfiguration.Error.WriteLine($"The database in {folder} cannot be opened: {e.Message}");
            return 1;
        }
    }

    internal static WebApplication Open(string folder, string? environment)
    {
        var builder = PortalHost.Builder(new PortalSettings(folder) { Environment = environment });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder.Build();
    }

    async Task<int> Guarded(VerbRun run)
    {
        try { return await Run(run); }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested) { run.Error.WriteLine("Stopped. What was done stays; the same again goes on from there."); }
        catch (RefusedException refused) { run.Error.WriteLine(refused.Refusal.ToString()); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { run.Error.WriteLine(e.Message); }
        return 1;
    }

    static async Task<int> HandOver(ServedAt served, ParseResult asked, CancellationToken stop)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => new Uri(served.Address).IsLoopback };
        using var http = new HttpClient(handler) { BaseAddress = new(served.Address), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add(ServingDoor.Header, served.Secret);
        using var response = await http.PostAsJsonAsync(ServingDoor.Path, new HandedVerb([.. asked.Tokens.Select(token => token.Value)], Environment.CurrentDirectory), stop);
        response.EnsureSuccessStatusCode();
        var result = (await response.Content.ReadFromJsonAsync<VerbResult>(stop))!;
        asked.InvocationConfiguration.Output.Write(result.Output);
        asked.InvocationConfiguration.Error.Write(result.Error);
        return result.ExitCode;
    }
}
