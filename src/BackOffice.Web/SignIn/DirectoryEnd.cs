using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace BackOffice.Web;

/// <summary>Signing out at the directory too (end-session), and the directory signing out here (front-channel).</summary>
sealed class DirectoryEnd(IOptionsMonitor<OpenIdConnectOptions> options, ILogger<DirectoryEnd> log)
{
    /// <summary>Whether the directory has an address to sign out at; asking it without one fails.</summary>
    public async Task<bool> IsKnown(CancellationToken stop)
    {
        try
        {
            return options.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager is { } manager
                && !string.IsNullOrEmpty((await manager.GetConfigurationAsync(stop)).EndSessionEndpoint);
        }
        catch (InvalidOperationException e)
        {
            log.LogWarning("The company's directory does not answer, so only the portal was left: {Reason}", e.Message);
            return false;
        }
    }

    /// <summary>The directory asks, in a frame of another site (so without our cookie), to end all that began from its session.</summary>
    public static async Task Remote(RemoteSignOutContext context)
    {
        if (context.ProtocolMessage?.Sid is { Length: > 0 and < 400 } sid && await IsOfTheDirectory(context))
            await context.HttpContext.RequestServices.GetRequiredService<Commands>().Send(new EndDirectorySessions(sid), Actor.House(HouseActor.Program));
        context.Response.Headers.CacheControl = "no-store";
        context.HandleResponse();
    }

    // Who names an issuer has to be the one whose people sign in here.
    static async Task<bool> IsOfTheDirectory(RemoteSignOutContext context)
    {
        if (context.ProtocolMessage!.Iss is not { Length: > 0 } issuer) return true;
        var known = context.HttpContext.RequestServices.GetRequiredService<IConfiguration>()["AzureAd:Issuer"];
        if (string.IsNullOrEmpty(known)) known = (await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)).Issuer;
        return issuer.TrimEnd('/') == known?.TrimEnd('/');
    }
}
