using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

public readonly record struct ApiKeyId(long Value) : IId;

/// <summary>
/// A key by which another program comes in. Only the hash of the secret is kept. What it does stands in the log under the
/// name of its own house person; what it may do are its scopes.
/// </summary>
public sealed class ApiKey : IRoot
{
    public ApiKeyId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    public PersonId Person { get; init; }
    /// <summary>SHA-256 of the secret, 64 hexadecimal signs; unique.</summary>
    [Secret] public required string Hash { get; init; }
    /// <summary>Blank-separated: <c>orders payments</c>.</summary>
    public required string Scopes { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? RevokedAt { get; private set; }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal void Revoke(DateTime at) => RevokedAt ??= at;
}

[Event("portal.key-added", 1)]
public sealed record KeyAdded(ApiKeyId Key) : Event
{
    public override Words Says() => "Key for a program made";
}

[Event("portal.key-revoked", 1)]
public sealed record KeyRevoked(ApiKeyId Key) : Event
{
    public override Words Says() => "Key for a program revoked";
}

// Lets a program in. The secret itself never comes here: whoever asks makes it, shows it once and sends its hash.
[Needs(May.ManagePeople), Raises<KeyAdded>]
public sealed record AddKey(string Name, [property: Secret] string Hash, string Scopes) : Command<KeyAdded>
{
    public override async Task<KeyAdded> Run(Work work)
    {
        Refuse.If(Name.Trim().Length is 0 or > 80, "A key needs a name of at most 80 signs.");
        Refuse.If(Hash.Length != 64 || !Hash.All(char.IsAsciiHexDigitLower), "A key is entered by the SHA-256 of its secret.");
        Refuse.If(Scopes.Trim().Length is 0 or > 200, "A key needs a scope; without one it may do nothing.");
        Refuse.If(await work.All<ApiKey>().AnyAsync(k => k.Name == Name.Trim() && k.RevokedAt == null), $"There is a key {Name} already; revoke it first.");

        var person = new Person { Id = work.New<PersonId>(), Name = $"Key {Name.Trim()}", IsHouse = true };
        var key = new ApiKey { Id = work.New<ApiKeyId>(), Name = Name.Trim(), Person = person.Id, Hash = Hash, Scopes = Scopes.Trim(), CreatedAt = work.Now };
        work.Add(person);
        work.Add(key);
        var added = new KeyAdded(key.Id);
        work.Raise(added);
        return added;
    }
}

// From now on the key opens nothing.
[Needs(May.ManagePeople), Raises<KeyRevoked>]
public sealed record RevokeKey(string Name) : Command
{
    public override async Task Run(Work work)
    {
        var id = await work.All<ApiKey>().Where(k => k.Name == Name && k.RevokedAt == null).Select(k => (ApiKeyId?)k.Id).FirstOrDefaultAsync();
        Refuse.If(id is null, $"There is no key {Name}.", Refusal.NotFound);
        var key = await work.Find<ApiKey>(id.Value);
        key.Revoke(work.Now);
        work.Raise(new KeyRevoked(key.Id));
    }
}
