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
        if (context.ProtocolMessage?.Sid is { Length: > 0 and < 400 } sid)
            await context.HttpContext.RequestServices.GetRequiredService<Commands>().Send(new EndDirectorySessions(sid), Actor.House(HouseActor.Program));
        context.Response.Headers.CacheControl = "no-store";
        context.HandleResponse();
    }
}
