namespace BackOffice.Web;

/// <summary>
/// Which directories may be signed in with. Development lists the practice people and asks no password: the host does not
/// start with it in Production. Company is the organisation's own directory (section <c>AzureAd</c>).
/// </summary>
public sealed record SignInSettings(bool Development, bool Company)
{
    public static SignInSettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var mode = configuration["SignIn:Mode"];
        var company = configuration.GetSection("AzureAd");
        var hasCompany = !string.IsNullOrWhiteSpace(company["ClientId"]) && (!string.IsNullOrWhiteSpace(company["TenantId"]) || !string.IsNullOrWhiteSpace(company["Authority"]));
        if (mode is not (null or "" or "Development" or "Company")) throw new WrongSetting($"SignIn:Mode is '{mode}'; set Development or Company.");
        if (environment.IsProduction())
        {
            if (mode is "Development") throw new WrongSetting("SignIn:Mode=Development asks no password and is refused in Production; remove it and configure the section AzureAd.");
            if (!hasCompany) throw new WrongSetting("No directory to sign in with: set AzureAd:ClientId with AzureAd:Instance and AzureAd:TenantId (Entra ID) or AzureAd:Authority (any OpenID Connect directory), or ASPNETCORE_ENVIRONMENT=Development to try the practice company.");
        }
        if (mode is "Company" && !hasCompany) throw new WrongSetting("SignIn:Mode is Company, but AzureAd:ClientId with AzureAd:TenantId or AzureAd:Authority is not set.");
        return new(Development: !environment.IsProduction() && mode is not "Company", Company: hasCompany);
    }
}
