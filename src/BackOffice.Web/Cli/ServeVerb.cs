using System.CommandLine;
using BackOffice.Kernel;
using Command = System.CommandLine.Command;

namespace BackOffice.Web;

/// <summary><c>serve</c>, also without naming it: the portal at its address until it is stopped.</summary>
static class ServeVerb
{
    static readonly Option<string?> urls = new("--urls") { Description = $"Where to listen; {PortalSettings.DefaultUrls} unless said otherwise." };

    public static void AddTo(RootCommand root)
    {
        var serve = new Command("serve", "Serve the portal (this is what happens without a verb).") { urls };
        root.Add(urls);
        root.Add(serve);
        foreach (var command in (Command[])[root, serve])
        {
            command.TreatUnmatchedTokensAsErrors = false; // --SignIn:Mode=… is for the configuration
            command.SetAction(Serve);
        }
    }

    static async Task<int> Serve(ParseResult asked, CancellationToken stop)
    {
        var error = asked.InvocationConfiguration.Error;
        if (asked.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal) || !token.Contains('=')) is { } unknown)
        {
            error.WriteLine($"'{unknown}' is no verb and no setting; --help lists what there is.");
            return 2;
        }
        var settings = new PortalSettings(Path.GetFullPath(asked.GetValue(CommandLine.Data)!)) { Urls = asked.GetValue(urls), Environment = CommandLine.EnvironmentOf(asked), More = asked.UnmatchedTokens };
        try
        {
            await using var app = await PortalHost.Build(settings);
            await app.StartAsync(stop);
            Greet(app, asked.InvocationConfiguration.Output, settings);
            await app.WaitForShutdownAsync(stop);
            return 0;
        }
        catch (NewerSchema newer)
        {
            error.WriteLine(newer.Message);
            return 1;
        }
        catch (WrongSetting wrong)
        {
            error.WriteLine(wrong.Message);
            return 1;
        }
        catch (Exception e) when (Damage.Is(e))
        {
            error.WriteLine($"The database in {settings.DataFolder} is damaged: {Damage.Advice}.");
            return 1;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            error.WriteLine($"{e.Message} Stop what listens there, or choose another address with --urls.");
            return 1;
        }
    }

    static void Greet(WebApplication app, TextWriter output, PortalSettings settings)
    {
        var company = app.Services.GetRequiredService<Database>().Company;
        output.WriteLine($"BackOffice is up: {string.Join(" ", app.Urls)}");
        output.WriteLine($"  {company.Name} ({(company.IsPractice ? "practice; nothing done here reaches anyone" : "real")}), data in {settings.DataFolder}");
        output.Flush();
    }
}
