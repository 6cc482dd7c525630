using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace BackOffice.Kernel;

/// <summary>Closes secrets that have to be used again (signing keys), so that they never stand in the database or a backup as they are.</summary>
public sealed class SecretBox(IDataProtectionProvider provider)
{
    readonly IDataProtector protector = provider.CreateProtector("BackOffice.Secrets.1");

    public string Close(string secret) => protector.Protect(secret);

    /// <summary>The secret; null if it was closed with keys that this host no longer has.</summary>
    public string? Open(string closed)
    {
        try { return protector.Unprotect(closed); }
        catch (CryptographicException) { return null; }
    }
}
