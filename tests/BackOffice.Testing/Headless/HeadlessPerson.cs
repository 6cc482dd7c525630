using System.Net;
using System.Text.RegularExpressions;

namespace BackOffice.Testing;

/// <summary>Someone signed in by the practice directory, for headless circuits: their cookie and plain requests.</summary>
public sealed partial class HeadlessPerson
{
    // One pool of connections for all: a thousand circuits get their pages over a few.
    static readonly HttpMessageInvoker web = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) });
    readonly Uri address;

    HeadlessPerson(Uri address, string cookie) => (this.address, Cookie) = (address, cookie);

    public string Cookie { get; private set; }

    public static async Task<HeadlessPerson> SignIn(Uri address, string name)
    {
        var person = new HeadlessPerson(address, "");
        using var asked = await person.Ask(HttpMethod.Get, "/sign-in");
        person.Keep(asked);
        var page = await asked.Content.ReadAsStringAsync();
        var at = page.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"{name} is not on the sign-in page.");
        var value = PersonValue().Matches(page).Last(m => m.Index < at).Groups[1].Value;
        using var answer = await person.Ask(HttpMethod.Post, "/sign-in", new FormUrlEncodedContent([new("person", value), new("returnUrl", "/"), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"{name} could not sign in: {answer.StatusCode}");
        person.Keep(answer);
        return person;
    }

    public async Task<string> Get(string path)
    {
        using var answer = await Ask(HttpMethod.Get, path);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync();
    }

    internal async Task Post(string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var answer = await Ask(HttpMethod.Post, path, new FormUrlEncodedContent(form));
    }

    async Task<HttpResponseMessage> Ask(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (Cookie.Length > 0) request.Headers.Add("Cookie", Cookie);
        return await web.SendAsync(request, default);
    }

    void Keep(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var all)) return;
        var kept = Cookie.Split("; ", StringSplitOptions.RemoveEmptyEntries).ToDictionary(c => c[..c.IndexOf('=')]);
        foreach (var cookie in all.Select(c => c.Split(';')[0])) kept[cookie[..cookie.IndexOf('=')]] = cookie;
        Cookie = string.Join("; ", kept.Values);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"person\" value=\"(\\d+)\"")]
    private static partial Regex PersonValue();
}
