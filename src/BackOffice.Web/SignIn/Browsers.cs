namespace BackOffice.Web;

/// <summary>From where someone signed in, in words that they know again: the address, the browser and the system.</summary>
static class Browsers
{
    // In this order: Edge says Chrome too, Chrome says Safari, an iPhone says macOS, an Android says Linux.
    static readonly (string Token, string Name)[] browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    static readonly (string Token, string Name)[] systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return address?.ToString() ?? "?";
    }

    /// <summary>"Firefox, Linux": enough to know one's own desk, and no more.</summary>
    public static string NameOf(string? agent)
    {
        var names = new[] { First(browsers, agent), First(systems, agent) }.OfType<string>().ToList();
        return names.Count == 0 ? "?" : string.Join(", ", names);
    }

    static string? First((string Token, string Name)[] known, string? agent) => agent is null ? null : known.FirstOrDefault(k => agent.Contains(k.Token, StringComparison.Ordinal)).Name;
}
