using System.Net;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Hostile;

/// <summary>Another site can neither open a socket to us with a person's cookie nor send a form.</summary>
public sealed class OriginTests(HostileFixture fixture) : IClassFixture<HostileFixture>
{
    readonly OpenHost host = fixture.Host;

    public static TheoryData<string> Foreign => ["https://evil.example", "http://127.0.0.1.evil.example", "null", "http://127.0.0.1:1", "file://", "https://evil.example/127.0.0.1"];

    [Theory, MemberData(nameof(Foreign))]
    public async Task A_page_of_another_site_opens_no_circuit_and_no_hub(string origin)
    {
        var cookies = new CookieContainer();
        using var max = await host.SignedIn(new PersonId(116), cookies);
        foreach (var path in new[] { "/_blazor", "/hubs/live" })
        {
            var (socket, status) = await HubSocket.Open(host.Address, path, cookies, origin);
            Assert.Null(socket);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            using var negotiate = new HttpRequestMessage(HttpMethod.Post, $"{path}/negotiate?negotiateVersion=1");
            negotiate.Headers.Add("Origin", origin);
            Assert.Equal(HttpStatusCode.Forbidden, (await max.SendAsync(negotiate)).StatusCode);
        }
    }

    [Fact]
    public async Task A_page_of_ours_does()
    {
        var cookies = new CookieContainer();
        using var max = await host.SignedIn(new PersonId(116), cookies);
        var (socket, status) = await HubSocket.Open(host.Address, "/hubs/live", cookies, host.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, status);
        await socket!.DisposeAsync();
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        negotiate.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, (await max.SendAsync(negotiate)).StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_form_from_another_site_is_refused_even_with_a_token(string header, string value)
    {
        using var max = await host.SignedIn(new PersonId(116));
        using var form = new HttpRequestMessage(HttpMethod.Post, "/language")
        {
            Content = new FormUrlEncodedContent([new("to", "es"), new("__RequestVerificationToken", await OpenHost.FormToken(max))]),
        };
        form.Headers.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await max.SendAsync(form)).StatusCode);
    }

    [Fact]
    public async Task A_circuit_wants_somebody()
    {
        using var nobody = host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await HubSocket.Open(host.Address, "/hubs/live")).Status);
    }

    [Fact]
    public async Task The_directorys_own_form_may_answer()
    {
        await using var portal = await OpenHost.Start(environment: "Production", more: ["--AzureAd:ClientId=portal", "--AzureAd:ClientSecret=a-secret-for-this-test", "--AzureAd:Authority=http://127.0.0.1:1"]);
        using var browser = portal.Browser();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/signin-oidc") { Content = new FormUrlEncodedContent([new("error", "access_denied"), new("state", "none")]) };
        form.Headers.Add("Origin", "http://127.0.0.1:1");
        using var answer = await browser.SendAsync(form);
        Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("form-action 'self' http://127.0.0.1:1;", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }
}
