using System.Net;
using System.Net.Http.Headers;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Ui;
using BackOffice.Web;
using Microsoft.AspNetCore.Routing;

namespace BackOffice.Tests.Hostile;

/// <summary>Forms and uploads: the token, how much, how many, and what it is.</summary>
public sealed class FormTests(HostileFixture fixture) : IClassFixture<HostileFixture>
{
    readonly OpenHost host = fixture.Host;

    // These ask for something that no browser sends by itself; every other door that is written to wants the token.
    static readonly Dictionary<string, string> without = new()
    {
        ["/api/"] = "a key in a header",
        ["/internal/verb"] = "the secret of the data folder in a header, from this machine",
        ["/wall/"] = "a screen without any cookie asks for a code; nothing is done until a supervisor types it",
    };

    [Fact]
    public async Task Every_door_that_a_cookie_writes_to_wants_its_forms_token()
    {
        var written = host.Doors.Where(d => d.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods && methods.Any(m => m is not ("GET" or "HEAD" or "OPTIONS")) && !FormTokens.IsSocket(d)).ToList();
        Assert.True(written.Count >= 6, "The host has lost its doors.");
        var open = written.Where(d => !FormTokens.Wants(d)).Select(d => "/" + d.RoutePattern.RawText!.TrimStart('/')).Where(path => !without.Keys.Any(p => path.StartsWith(p, StringComparison.Ordinal)));
        Assert.Empty(open);

        using var max = await host.SignedIn(new PersonId(116));
        foreach (var door in written.Where(FormTokens.Wants))
        {
            var path = Paths.Of(door);
            using var answer = await max.PostAsync(path, new FormUrlEncodedContent([new("person", "116")]));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} took a form without its token: {answer.StatusCode}");
            Assert.DoesNotContain("Exception", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public void Every_door_that_takes_files_says_how_much_and_how_many()
    {
        var doors = host.Doors.Where(d => d.RoutePattern.RawText?.TrimStart('/').StartsWith("uploads/", StringComparison.Ordinal) is true).ToList();
        Assert.True(doors.Count >= 2);
        Assert.All(doors, d => Assert.True(d.Metadata.GetMetadata<FileDoor>() is { MostBytes: <= 512L * 1024 * 1024, MostFiles: <= 100 }, $"{d.RoutePattern.RawText} says no limits: .TakesFiles(…)."));
    }

    [Theory]
    [InlineData("/uploads/orders")]
    [InlineData("/uploads/statements")]
    public async Task More_files_than_are_taken_at_once_are_refused(string door)
    {
        using var max = await host.SignedIn(new PersonId(116));
        using var answer = await max.PostAsync(door, Files(await OpenHost.FormToken(max), [.. Enumerable.Range(0, 51).Select(i => ($"{i}.csv", "a,b\n"u8.ToArray()))]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_larger_than_its_door_allows_is_not_read()
    {
        using var max = await host.SignedIn(new PersonId(116));
        using var form = new HttpRequestMessage(HttpMethod.Post, "/language") { Content = new ByteArrayContent(new byte[3 * 1024 * 1024]) };
        form.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var status = HttpStatusCode.RequestEntityTooLarge;
        try { status = (await max.SendAsync(form)).StatusCode; }
        catch (HttpRequestException) { /* the server answered and closed while we were still sending */ }
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    public static TheoryData<string, byte[]> NoOrders => new()
    {
        { "orders.csv", [.. "PK\x03\x04 an xlsx or a bomb"u8] },
        { "orders.csv", [.. "%PDF-1.7"u8] },
        { "orders.csv", [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0] },
        { "orders.csv", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "orders.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10] },
        { "orders.csv", [.. "a,b,c\n"u8, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(NoOrders))]
    public async Task A_file_is_what_its_bytes_say_not_what_it_is_called(string name, byte[] content)
    {
        using var max = await host.SignedIn(new PersonId(116));
        using var orders = await max.PostAsync("/uploads/orders", Files(await OpenHost.FormToken(max), (name, content)));
        Assert.Equal(HttpStatusCode.Redirect, orders.StatusCode);
        Assert.Contains("is%20no%20order%20file", orders.Headers.Location!.ToString().Replace("+", "%20"));

        using var statements = await max.PostAsync("/uploads/statements", Files(await OpenHost.FormToken(max), ("bank.xml", content)));
        var said = await statements.Content.ReadAsStringAsync();
        Assert.Contains("refused", said);
        Assert.DoesNotContain("Exception", said);
    }

    internal static MultipartFormDataContent Files(string token, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("online-retail"), "profile" }, { new StringContent("web"), "channel" } };
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            form.Add(part, "files", name);
        }
        return form;
    }
}

static class Paths
{
    /// <summary>An address that this door answers, with something in every hole.</summary>
    public static string Of(RouteEndpoint door)
    {
        var path = new StringBuilder();
        foreach (var segment in door.RoutePattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
                path.Append(part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                    _ => "999999999",
                });
        }
        return path.Length == 0 ? "/" : path.ToString();
    }
}
