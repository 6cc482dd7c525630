using BackOffice.Support;

namespace BackOffice.Tests.Support;

public sealed class MailHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script></svg>")]
    [InlineData("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>")]
    [InlineData("<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<a href='JaVa\tscript:alert(1)'>x</a>")]
    [InlineData("<a href='data:text/html,<script>alert(1)</script>'>x</a>")]
    [InlineData("<a href='vbscript:msgbox'>x</a>")]
    [InlineData("<iframe src='https://evil.example'></iframe>")]
    [InlineData("<object data='https://evil.example'></object><embed src='https://evil.example'>")]
    [InlineData("<form action='https://evil.example'><input name=q><button>Go</button></form>")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://evil.example'>")]
    [InlineData("<base href='https://evil.example/'>")]
    [InlineData("<link rel=stylesheet href='https://evil.example/x.css'>")]
    [InlineData("<style>@import 'https://evil.example/x.css'; body{background:url(https://evil.example/p.png)}</style>")]
    [InlineData("<p style=\"background-image:url('https://evil.example/p.png')\">x</p>")]
    [InlineData("<p style=\"background-color:url(https://evil.example/p.png)\">x</p>")]
    [InlineData("<p style=\"width:expression(alert(1))\">x</p>")]
    [InlineData("<p style=\"position:fixed;top:0;left:0;width:100%;height:100%\">x</p>")]
    [InlineData("<div background='https://evil.example/p.png'>x</div>")]
    [InlineData("<img srcset='https://evil.example/p.png 2x'>")]
    [InlineData("<img src='https://evil.example/p.png'>")]
    [InlineData("<img src='//evil.example/p.png'>")]
    [InlineData("<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>")]
    [InlineData("<video src='https://evil.example/v.mp4' autoplay></video><audio src='https://evil.example/a.mp3'>")]
    [InlineData("<p onclick=alert(1) onmouseover='alert(1)'>x</p>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<!--><img src=x onerror=alert(1)>-->")]
    [InlineData("<template><script>alert(1)</script></template>")]
    public void A_hostile_payload_is_harmless(string payload)
    {
        var clean = MailHtml.Clean(payload).Html;

        Assert.DoesNotContain("<script", clean, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil.example", clean, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?i)<(svg|math|iframe|object|embed|form|input|meta|base|link|style|video|audio|template|noscript)\b", clean);
        Assert.DoesNotMatch(@"(?i)<[^>]*\son\w+\s*=", clean);
        Assert.DoesNotMatch(@"(?i)(java|vb)\s*script:|expression\(|position\s*:|url\(|svg\+xml|text/html", clean);
    }

    [Fact]
    public void Pictures_from_outside_are_left_out_and_counted() =>
        Assert.Equal(2, MailHtml.Clean("<img src='https://a.example/1.png'><img src='http://a.example/2.png'><img src='cid:x'>").RemoteImages);

    [Fact]
    public void A_picture_inside_the_mail_is_shown_and_another_kind_of_file_is_not()
    {
        var clean = MailHtml.Clean("<img src='cid:a'><img src='cid:b'>", id => id == "a" ? ("image/png", [1, 2, 3]) : ("image/svg+xml", [1])).Html;

        Assert.Contains("data:image/png;base64,AQID", clean);
        Assert.DoesNotContain("svg", clean);
    }

    [Fact]
    public void Links_stay_and_tell_nobody_where_they_came_from()
    {
        var clean = MailHtml.Clean("<p>See <a href='https://example.org/a?b=c'>this</a></p>").Html;

        Assert.Contains("href=\"https://example.org/a?b=c\"", clean);
        Assert.Contains("noopener noreferrer nofollow", clean);
    }

    [Fact]
    public void The_words_of_html_keep_their_lines()
    {
        var text = MailHtml.ToText("<style>p{}</style><p>Dear all,</p><p>two   <b>hearts</b><br>are missing</p><ul><li>one<li>two</ul><blockquote>old</blockquote>");

        Assert.Equal("Dear all,\n\ntwo hearts\nare missing\n\n- one\n- two\n> old", text);
    }
}
