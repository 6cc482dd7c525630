using BackOffice.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Tests.People;

public class SignInSettingsTests
{
    static readonly string[] entra = ["AzureAd:Instance=https://login.microsoftonline.com/", "AzureAd:TenantId=8d3a1c52-6a2b-4e3b-9a52-0d0b4b1b7a11", "AzureAd:ClientId=1f0c7a4e-2b7d-4c68-8f5e-6b1d1f0a9c22", "AzureAd:ClientSecret=q7~for-this-test"];
    static readonly string[] other = ["AzureAd:Authority=https://id.company.example/realm", "AzureAd:ClientId=portal", "AzureAd:ClientSecret=q7~for-this-test"];

    [Fact]
    public void Entra_and_another_directory_are_taken_as_the_readme_says()
    {
        Assert.Equal((false, true), (Of("Production", entra).Development, Of("Production", entra).Company));
        Assert.True(Of("Production", other).Company);
        Assert.True(Of("Development").Development);
        Assert.Equal(TimeSpan.FromMinutes(30), Of("Production", [.. entra, "SignIn:IdleMinutes=30"]).Limits.Idle);
        Of("Production", [.. entra, "SignIn:Groups:5b0d2c8e-0000-4c68-8f5e-6b1d1f0a9c22=picker"]);
    }

    [Theory]
    [InlineData("asks no password", "SignIn:Mode=Development")]
    [InlineData("TenantId is missing", "AzureAd:TenantId=")]
    [InlineData("lets in every organisation", "AzureAd:TenantId=common")]
    [InlineData("still the placeholder", "AzureAd:TenantId=[Enter the tenant id]")]
    [InlineData("a GUID, or its domain", "AzureAd:TenantId=ours")]
    [InlineData("Instance is missing", "AzureAd:Instance=")]
    [InlineData("is not https", "AzureAd:Instance=http://login.microsoftonline.com/")]
    [InlineData("holds a path", "AzureAd:Instance=https://login.microsoftonline.com/common")]
    [InlineData("ClientId is missing", "AzureAd:ClientId=")]
    [InlineData("ClientId is still the placeholder", "AzureAd:ClientId=your-client-id")]
    [InlineData("client ids are GUIDs", "AzureAd:ClientId=portal")]
    [InlineData("Neither AzureAd:ClientSecret", "AzureAd:ClientSecret=")]
    [InlineData("the secret's id", "AzureAd:Client" + "Secret=1f0c7a4e-2b7d-4c68-8f5e-6b1d1f0a9c22")]
    [InlineData("still a placeholder", "AzureAd:ClientSecret=<secret>")]
    [InlineData("keep one", "AzureAd:ClientCertificates:0:SourceType=Path")]
    [InlineData("which is not there", "AzureAd:ClientCertificates:0:CertificateDiskPath=/nowhere/portal.pfx")]
    [InlineData("is not used here", "AzureAd:ClientCredentials:0:SourceType=Path")]
    [InlineData("how many pages one person", "SignIn:PagesAtOnce=many")]
    [InlineData("are both set", "AzureAd:Authority=https://id.company.example")]
    [InlineData("has no effect", "AzureAd:RequireHttpsMetadata=false")]
    [InlineData("would weaken", "AzureAd:TokenValidationParameters:ValidateIssuer=false")]
    [InlineData("is no setting of the portal", "AzureAd:ClientSercet=x")]
    [InlineData("an address of the portal itself", "AzureAd:CallbackPath=/sign-in")]
    [InlineData("begins with one /", "AzureAd:CallbackPath=signin-oidc")]
    [InlineData("each needs a path of its own", "AzureAd:CallbackPath=/signout-oidc")]
    [InlineData("none of the portal's roles", "SignIn:Roles:Staff=stuff")]
    [InlineData("none of the portal's roles", "SignIn:Groups:1=stuff")]
    [InlineData("give minutes", "SignIn:IdleMinutes=soon")]
    [InlineData("cannot be idle for longer", "SignIn:MostMinutes=1")]
    public void Each_mistake_is_one_clear_sentence(string sentence, string setting) => Assert.Contains(sentence, Wrong("Production", [.. entra, setting]));

    [Theory]
    [InlineData("is not https", "AzureAd:Authority=http://id.company.example")]
    [InlineData("names the discovery document", "AzureAd:Authority=https://id.company.example/.well-known/openid-configuration")]
    [InlineData("is Entra ID", "AzureAd:Authority=https://login.microsoftonline.com/8d3a/v2.0")]
    [InlineData("give a whole address", "AzureAd:Authority=id.company.example")]
    public void Another_directorys_address_is_looked_at(string sentence, string setting) => Assert.Contains(sentence, Wrong("Production", [.. other, setting]));

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var told = Wrong("Production", [.. entra, "AzureAd:TenantId=common", "AzureAd:ClientSecret=", "AzureAd:Typo=1"]);
        Assert.All(["'common'", "Neither AzureAd:ClientSecret", "AzureAd:Typo"], mistake => Assert.Contains(mistake, told));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Without_a_directory_only_development_starts(string environment)
    {
        Assert.Contains("No directory to sign in with", Wrong(environment));
        Assert.False(Of(environment, entra).Development);
    }

    [Fact]
    public async Task The_host_itself_refuses_the_development_directory_in_production()
    {
        using var folder = new Temporary();
        var refused = await Assert.ThrowsAsync<WrongSetting>(() => PortalHost.Build(new PortalSettings(folder.Path) { Environment = "Production", Urls = "http://127.0.0.1:0", More = [.. entra.Append("SignIn:Mode=Development").Select(s => "--" + s)] }));
        Assert.Contains("asks no password and is refused in Production", refused.Message);
    }

    static string Wrong(string environment, params string[] settings) => Assert.Throws<WrongSetting>(() => Of(environment, settings)).Message;

    static SignInSettings Of(string environment, params string[] settings) => SignInSettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).GroupBy(s => s[0]).Select(s => KeyValuePair.Create(s.Key, (string?)s.Last()[1]))).Build(), new Host(environment), Portal.Departments());

    sealed class Host(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "test";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    sealed class Temporary : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("backoffice-settings-").FullName;
        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
