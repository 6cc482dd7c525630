using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Web;

/// <summary>
/// The way mail goes and comes. Out: by SMTP when the company is real and <c>Mail:Smtp:Host</c> is set, else into a folder that
/// one can read; practice never reaches anyone. In: the portal's own receiver on the loopback address and a drop folder.
/// </summary>
static class MailSetUp
{
    public const int DefaultSmtpPort = 2525;

    public static void AddMail(this IServiceCollection services, IConfiguration configuration, PortalSettings settings)
    {
        var smtp = configuration.GetSection("Mail:Smtp");
        services.AddSingleton<IOutgoingMail>(provider => provider.GetRequiredService<Database>().Company.IsPractice || smtp["Host"] is not { Length: > 0 } host
            ? new FolderMail(Path.Combine(settings.DataFolder, "mail", "sent"))
            : new SmtpMail(new(host, smtp.GetValue("Port", 25), smtp["User"], smtp["Password"], smtp.GetValue("Tls", false))));
        services.AddSingleton<MailIntake>().AddSingleton<MailImport>();
    }

    /// <summary><c>Mail:SmtpPort</c> 0 closes the receiver.</summary>
    public static void AddMailDoors(this IServiceCollection services, IConfiguration configuration, PortalSettings settings) => services.AddSupportDoors(new(
        configuration.GetValue("Mail:SmtpPort", DefaultSmtpPort) is > 0 and var port ? port : null,
        configuration["Mail:DropFolder"] ?? Path.Combine(settings.DataFolder, "mail", "drop")));
}
