using Microsoft.AspNetCore.DataProtection;

namespace BackOffice.Tests.Simulation;

/// <summary>Closes secrets without chance and without keys, so that a day is the same again and another process opens what this one closed.</summary>
sealed class Plainly : IDataProtectionProvider, IDataProtector
{
    public static readonly Plainly Here = new();
    public static string Close(string secret) => Here.Protect(secret);

    public IDataProtector CreateProtector(string purpose) => this;
    public byte[] Protect(byte[] plaintext) => plaintext;
    public byte[] Unprotect(byte[] protectedData) => protectedData;
}
