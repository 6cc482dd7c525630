using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The section <c>AzureAd</c>, looked at before the library does: it lets some mistakes pass in silence (an unknown key, a
/// tenant that means everyone, RequireHttpsMetadata) and tells others only when the first person signs in.
/// </summary>
static class CompanySettings
{
    /// <summary>The keys that do something here.</summary>
    static readonly string[] known =
    [
        "Instance", "TenantId", "Domain", "ClientId", "ClientSecret", "ClientCertificates", "Authority", "Issuer", "Audience",
        "CallbackPath", "SignedOutCallbackPath", "RemoteSignOutPath",
    ];

    // Addresses that are the portal's own: the directory's answer would never arrive.
    static readonly string[] ours = ["/", "/sign-in", "/sign-in/company", "/sign-out", "/signed-out", "/not-allowed", "/not-found", "/error", "/language"];

    public static bool IsMeant(IConfiguration configuration)
    {
        var section = configuration.GetSection("AzureAd");
        return new[] { "ClientId", "TenantId", "Authority", "ClientSecret" }.Any(key => !string.IsNullOrWhiteSpace(section[key]));
    }

    public static IEnumerable<string> Mistakes(IConfiguration configuration, Departments departments)
    {
        var section = configuration.GetSection("AzureAd");
        return Keys(section).Concat(Client(section)).Concat(Directory(section)).Concat(Paths(section)).Concat(Roles(configuration, departments));
    }

    /// <summary>Entra's group ids and directory roles stand under this section: <c>SignIn:Roles:VALUE=role</c>, <c>SignIn:Groups:ID=role</c>.</summary>
    static IEnumerable<string> Roles(IConfiguration configuration, Departments departments)
    {
        var names = departments.All.SelectMany(d => d.Roles.Keys).Distinct().ToHashSet();
        foreach (var part in (string[])["Roles", "Groups"])
            foreach (var role in configuration.GetSection($"SignIn:{part}").GetChildren())
                if (role.Value is null || !names.Contains(role.Value))
                    yield return $"SignIn:{part}:{role.Key} is '{role.Value}', which is none of the portal's roles ({string.Join(", ", names.Order())}).";
    }

    static IEnumerable<string> Keys(IConfigurationSection section)
    {
        foreach (var key in section.GetChildren().Select(child => child.Key))
        {
            if (known.Contains(key, StringComparer.OrdinalIgnoreCase)) continue;
            yield return key.ToLowerInvariant() switch
            {
                "requirehttpsmetadata" => "AzureAd:RequireHttpsMetadata has no effect; remove it. Only a directory on this machine (loopback) may do without https.",
                "clientcredentials" => "AzureAd:ClientCredentials is not used here; set AzureAd:ClientSecret or AzureAd:ClientCertificates.",
                "responsetype" => "AzureAd:ResponseType is always the code flow with PKCE here; remove it.",
                "tokenvalidationparameters" => "AzureAd:TokenValidationParameters would weaken how tokens are looked at; remove it. Another issuer than the authority is named by AzureAd:Issuer.",
                _ => $"AzureAd:{key} is no setting of the portal, so it would be ignored; look at its spelling or remove it.",
            };
        }
    }

    static IEnumerable<string> Client(IConfigurationSection section)
    {
        var (client, secret) = (section["ClientId"], section["ClientSecret"]);
        var hasCertificate = section.GetSection("ClientCertificates").GetChildren().Any();
        if (string.IsNullOrWhiteSpace(client)) yield return "AzureAd:ClientId is missing; it is the application (client) id of the portal's registration.";
        else if (IsPlaceholder(client)) yield return $"AzureAd:ClientId is still the placeholder '{client}'; set the application (client) id of the portal's registration.";
        else if (IsEntra(section) && !Guid.TryParse(client, out _)) yield return $"AzureAd:ClientId is '{client}', but Entra's client ids are GUIDs; copy the application (client) id.";

        if (string.IsNullOrWhiteSpace(secret) && !hasCertificate) yield return "Neither AzureAd:ClientSecret nor AzureAd:ClientCertificates is set; the code flow needs one of them.";
        foreach (var file in section.GetSection("ClientCertificates").GetChildren().Select(c => c["CertificateDiskPath"]).OfType<string>().Where(file => !File.Exists(file)))
            yield return $"AzureAd:ClientCertificates names the file '{file}', which is not there (or not for this user to read).";
        if (!string.IsNullOrWhiteSpace(secret) && hasCertificate) yield return "AzureAd:ClientSecret and a client certificate are both set; keep one.";
        if (secret is not null && IsPlaceholder(secret)) yield return "AzureAd:ClientSecret is still a placeholder; set the secret's value.";
        else if (IsEntra(section) && Guid.TryParse(secret, out _)) yield return "AzureAd:ClientSecret looks like the secret's id (a GUID); the secret's value is needed, which Entra shows only once.";
    }

    static bool IsEntra(IConfigurationSection section) => string.IsNullOrWhiteSpace(section["Authority"]);

    static IEnumerable<string> Directory(IConfigurationSection section)
    {
        var (authority, tenant, instance) = (section["Authority"], section["TenantId"], section["Instance"]);
        if (string.IsNullOrWhiteSpace(authority))
        {
            foreach (var mistake in Entra(tenant, instance)) yield return mistake;
            if (!string.IsNullOrWhiteSpace(section["Issuer"])) yield return "AzureAd:Issuer belongs to AzureAd:Authority; with a tenant it has no effect, so remove it.";
            yield break;
        }
        if (!string.IsNullOrWhiteSpace(tenant) || !string.IsNullOrWhiteSpace(instance)) yield return "AzureAd:Authority and AzureAd:TenantId (or Instance) are both set, and the library would silently take one; keep Instance and TenantId for Entra ID, Authority for any other directory.";
        if (Address(authority, "AzureAd:Authority") is { } wrong) yield return wrong;
        else if (authority.Contains("/.well-known/", StringComparison.OrdinalIgnoreCase)) yield return "AzureAd:Authority names the discovery document; give only what stands before /.well-known.";
        else if (new Uri(authority).Host.EndsWith("login.microsoftonline.com", StringComparison.OrdinalIgnoreCase)) yield return "AzureAd:Authority is Entra ID; set AzureAd:Instance and AzureAd:TenantId instead, so that its issuer is looked at.";
        if (section["Issuer"] is { Length: > 0 } issuer && Address(issuer, "AzureAd:Issuer") is { } bad) yield return bad;
    }

    static IEnumerable<string> Entra(string? tenant, string? instance)
    {
        if (string.IsNullOrWhiteSpace(tenant)) yield return "AzureAd:TenantId is missing; without it anyone's directory could sign in. Set the directory (tenant) id, or AzureAd:Authority for another directory than Entra ID.";
        else if (tenant.ToLowerInvariant() is "common" or "organizations" or "consumers") yield return $"AzureAd:TenantId is '{tenant}', which lets in every organisation; set your own directory (tenant) id.";
        else if (IsPlaceholder(tenant)) yield return $"AzureAd:TenantId is still the placeholder '{tenant}'; set your directory (tenant) id.";
        else if (!Guid.TryParse(tenant, out _) && (!tenant.Contains('.') || tenant.Contains('/'))) yield return $"AzureAd:TenantId is '{tenant}'; give the directory (tenant) id, a GUID, or its domain.";
        if (string.IsNullOrWhiteSpace(instance)) yield return "AzureAd:Instance is missing; set https://login.microsoftonline.com/ (or your national cloud's address).";
        else if (Address(instance, "AzureAd:Instance") is { } wrong) yield return wrong;
        else if (new Uri(instance).AbsolutePath.Length > 1) yield return "AzureAd:Instance holds a path; give only the address, such as https://login.microsoftonline.com/, and the tenant in AzureAd:TenantId.";
    }

    static string? Address(string text, string key) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") ? $"{key} is '{text}'; give a whole address that begins with https://."
        : address.Scheme is "http" && !address.IsLoopback ? $"{key} is not https, so anyone on the way could say who signs in; give an https address."
        : address.Query.Length > 0 || address.Fragment.Length > 0 ? $"{key} is '{text}'; leave out what begins with ? or #."
        : null;

    static IEnumerable<string> Paths(IConfigurationSection section)
    {
        var paths = new[] { ("CallbackPath", "/signin-oidc"), ("SignedOutCallbackPath", "/signout-callback-oidc"), ("RemoteSignOutPath", "/signout-oidc") }
            .Select(path => (Key: path.Item1, Value: section[path.Item1] is { Length: > 0 } set ? set : path.Item2)).ToList();
        foreach (var (key, value) in paths)
        {
            if (value[0] is not '/' || value.Contains("//", StringComparison.Ordinal) || value.Contains('?')) yield return $"AzureAd:{key} is '{value}'; give a path that begins with one /, such as /signin-oidc.";
            else if (ours.Contains(value.TrimEnd('/') is { Length: > 0 } path ? path : "/", StringComparer.OrdinalIgnoreCase)) yield return $"AzureAd:{key} is '{value}', an address of the portal itself; choose one that is free, such as /signin-oidc.";
        }
        foreach (var same in paths.GroupBy(path => path.Value, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"{string.Join(" and ", same.Select(path => $"AzureAd:{path.Key}"))} are both '{same.Key}'; each needs a path of its own.";
    }

    static bool IsPlaceholder(string value) => value.Any(c => c is '[' or ']' or '<' or '>' or '…' or '{' or '}') || value.Trim('.', '-', '0').Length == 0
        || new[] { "your", "enter", "todo", "placeholder", "changeme", "change-me", "example", "xxxx" }.Any(word => value.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
