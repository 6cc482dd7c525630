using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>A real company in Production, over https, with its directory, for all tests of signing in.</summary>
public sealed class RealCompany(Browser browser) : IAsyncLifetime
{
    public const string Name = "the real company";
    readonly TestCertificate certificate = new();

    public CompanyDirectory Directory { get; private set; } = null!;
    public PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory = await CompanyDirectory.Start(certificate,
        [
            // The first administrator is whom the directory says.
            new("ada", "Ada Quinn", ["administrator"]),
            new("bea", "Bea Lindqvist", ["billing", "fulfillment-clerk", "a role of another application"]),
            new("sam", "Sam Walker", ["agent"]),
            new("greta", "Greta Olsen", []) { Groups = ["9c1f0d3e-group-of-agents", "some other group"] },
            new("newton", "Newton Pike", []),
            new("leo", "Leo Marsh", ["agent"]),
            new("audience", "Wrong audience", ["administrator"], Forgery.ForAnotherApplication),
            new("expired", "Expired", ["administrator"], Forgery.Expired),
            new("issuer", "Other issuer", ["administrator"], Forgery.OfAnotherIssuer),
            new("key", "Other key", ["administrator"], Forgery.SignedBySomeoneElse),
            new("unsigned", "Not signed", ["administrator"], Forgery.NotSigned),
            new("changed", "Changed afterwards", ["agent"], Forgery.ChangedAfterwards),
            new("replayed", "Of another question", ["administrator"], Forgery.OfAnotherQuestion),
            new("nobody", "Nobody in particular", ["administrator"], Forgery.WithoutAnId),
        ]);
        Portal = await PortalProcess.StartReal(certificate, Directory, null, "--SignIn:Groups:9c1f0d3e-group-of-agents=agent");
    }

    /// <summary>A browser of its own, at the portal's sign-in page.</summary>
    public async Task<IPage> Stranger(string address = "/sign-in")
    {
        var page = await (await browser.Apart(Portal.Address)).NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>A window of someone who came in by the directory.</summary>
    public async Task<IPage> Window(string name, string address = "/", string waitFor = ".sheet")
    {
        var page = await Stranger($"/sign-in?returnUrl={Uri.EscapeDataString(address)}");
        await SignIn(page, name);
        Assert.False(page.Url.Contains("failed", StringComparison.Ordinal), Portal.Output);
        await page.WaitForSelectorAsync(waitFor);
        return page;
    }

    /// <summary>From the sign-in page to the directory, where they say who they are, and back.</summary>
    public static async Task SignIn(IPage page, string name)
    {
        await Continue(page);
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith("https://127.0.0.1", StringComparison.Ordinal) && !url.Contains("signin-oidc"));
    }

    /// <summary>To the directory; whoever is signed in there comes back at once.</summary>
    public static Task Continue(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Continue with your company account" }).ClickAsync();

    /// <summary>Name and sign-in name of the staff record that the directory's id has; null if there is none.</summary>
    public async Task<(string Name, string Login)?> Record(string subject)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Portal.Folder, "backoffice.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT "Name", "Login" FROM "People" WHERE "Subject" = $subject""";
        command.Parameters.AddWithValue("$subject", subject);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetString(0), reader.GetString(1)) : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (Portal is not null) await Portal.DisposeAsync();
        if (Directory is not null) await Directory.DisposeAsync();
        certificate.Dispose();
    }
}

[CollectionDefinition(RealCompany.Name)]
public sealed class OneRealCompany : ICollectionFixture<RealCompany>;
