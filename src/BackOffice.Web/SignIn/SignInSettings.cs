using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// Which directories may be signed in with, how long a session lasts, and how many pages one person may have open at once. Development lists the practice people and asks no
/// password: only an environment named Development has it. Company is the organisation's own directory (section <c>AzureAd</c>).
/// </summary>
public sealed record SignInSettings(bool Development, bool Company, SessionLimits Limits, int PagesAtOnce)
{
    /// <summary>Every mistake is a sentence of its own, and all of them are told at once.</summary>
    public static SignInSettings Of(IConfiguration configuration, IHostEnvironment environment, Departments departments)
    {
        var wrong = new List<string>();
        var mode = configuration["SignIn:Mode"];
        var company = CompanySettings.IsMeant(configuration);
        if (mode is not (null or "" or "Development" or "Company")) wrong.Add($"SignIn:Mode is '{mode}'; set Development or Company.");
        if (mode is "Development" && !environment.IsDevelopment()) wrong.Add($"SignIn:Mode=Development asks no password and is refused in {environment.EnvironmentName}; remove it and configure the section AzureAd.");
        if (!company && !environment.IsDevelopment())
            wrong.Add("No directory to sign in with: set AzureAd:ClientId with AzureAd:Instance and AzureAd:TenantId (Entra ID) or AzureAd:Authority (any OpenID Connect directory), or ASPNETCORE_ENVIRONMENT=Development to try the practice company.");
        if (mode is "Company" && !company) wrong.Add("SignIn:Mode is Company, but the section AzureAd is empty; set AzureAd:ClientId with AzureAd:TenantId or AzureAd:Authority.");
        if (company) wrong.AddRange(CompanySettings.Mistakes(configuration, departments));
        var limits = LimitsOf(configuration, wrong);
        var pages = PagesOf(configuration, environment, wrong);
        if (wrong.Count > 0) throw new WrongSetting(string.Join(Environment.NewLine, wrong));
        return new(Development: environment.IsDevelopment() && mode is not "Company", Company: company, limits, pages);
    }

    static SessionLimits LimitsOf(IConfiguration configuration, List<string> wrong)
    {
        var idle = Minutes(configuration, "SignIn:IdleMinutes", SessionLimits.Usual.Idle, wrong);
        var most = Minutes(configuration, "SignIn:MostMinutes", SessionLimits.Usual.Most, wrong);
        if (idle > most) wrong.Add("SignIn:IdleMinutes is longer than SignIn:MostMinutes; a session cannot be idle for longer than it lasts.");
        return new(idle, most);
    }

    // Benches and tests open hundreds as one person.
    static int PagesOf(IConfiguration configuration, IHostEnvironment environment, List<string> wrong)
    {
        var usual = environment.IsProduction() ? 50 : 10_000;
        if (configuration["SignIn:PagesAtOnce"] is not { Length: > 0 } text) return usual;
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var pages) && pages is > 0 and <= 10_000) return pages;
        wrong.Add($"SignIn:PagesAtOnce is '{text}'; give how many pages one person may have open at once, 1 to 10000.");
        return usual;
    }

    static TimeSpan Minutes(IConfiguration configuration, string key, TimeSpan usual, List<string> wrong)
    {
        if (configuration[key] is not { Length: > 0 } text) return usual;
        if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 7 * 24 * 60) return TimeSpan.FromMinutes(minutes);
        wrong.Add($"{key} is '{text}'; give minutes, more than 0 and at most a week (10080).");
        return usual;
    }
}
