using System.Net;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Hostile;

/// <summary>What strangers attach is given back as it came, and never shown in our own origin.</summary>
public sealed class AttachmentTests
{
    [Fact]
    public async Task An_attachment_is_only_ever_downloaded()
    {
        await using var host = await OpenHost.Start();
        var mail = """
            From: Stranger <stranger@evil.test>
            To: support@gifts.example
            Subject: see file
            Message-ID: <a@evil.test>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/html

            <p>see</p><img src="cid:pic">
            --b
            Content-Type: text/html; name="x.html"
            Content-Disposition: attachment; filename="../../a\"b\r\nX-Evil: 1.html"

            <script>alert(1)</script>
            --b
            Content-Type: image/png; name="pic.png"
            Content-ID: <pic>
            Content-Disposition: inline

            <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>
            --b--
            """;
        var taken = await host.Services.GetRequiredService<MailIntake>().Take(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), "test", "test", ["support@gifts.example"]);
        Assert.Equal(RawMailEnd.Ticketed, taken.End);

        using var stella = await host.SignedIn(new PersonId(113));
        using var reading = await host.Services.GetRequiredService<Database>().Read();
        var files = reading.Reader.All<TicketAttachment>().ToList();
        Assert.Equal(2, files.Count);
        foreach (var file in files)
        {
            using var answer = await stella.GetAsync($"/support/attachments/{file.Id.Value}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.DoesNotMatch(@"[/\\]|\.\.", answer.Content.Headers.ContentDisposition!.FileName!);
            Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("X-Evil"));
        }

        // A picture that is none by its bytes is not painted, whatever it is called.
        var message = reading.Reader.All<TicketMessage>().Single(m => m.HtmlFile != null);
        using var body = await stella.GetAsync($"/support/messages/{message.Id.Value}/body");
        var html = await body.Content.ReadAsStringAsync();
        Assert.DoesNotContain("data:image", html);
        Assert.DoesNotContain("svg", html);
        Assert.Contains("frame-ancestors 'self'", Assert.Single(body.Headers.GetValues("Content-Security-Policy")));
    }
}
