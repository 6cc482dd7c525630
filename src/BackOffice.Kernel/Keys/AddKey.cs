using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.key-added", 1)]
public sealed record KeyAdded(ApiKeyId Key) : Event
{
    public override Words Says() => "Key for a program made";
}

// Lets a program in. The secret itself never comes here: whoever asks makes it, shows it once and sends its hash.
[Needs(May.ManageKeys), Raises<KeyAdded>]
public sealed record AddKey(string Name, [property: Secret] string Hash, string Scopes, string Begins = "", string? Channel = null, DateTime? ExpiresAt = null) : Command<KeyAdded>
{
    public override async Task<KeyAdded> Run(Work work)
    {
        Refuse.If(Name.Trim().Length is 0 or > 80, "A key needs a name of at most 80 signs.");
        Refuse.If(Hash.Length != 64 || !Hash.All(char.IsAsciiHexDigitLower), "A key is entered by the SHA-256 of its secret.");
        Refuse.If(Scopes.Trim().Length is 0 or > 200, "A key needs a scope; without one it may do nothing.");
        Refuse.If(ExpiresAt <= work.Now, "This key would have expired already; choose a later day.");
        Refuse.If(await work.All<ApiKey>().AnyAsync(k => k.Name == Name.Trim() && k.RevokedAt == null && k.ReplacedBy == null), $"There is a key {Name} already; revoke it first.");

        var person = new Person { Id = work.New<PersonId>(), Name = $"Key {Name.Trim()}", IsHouse = true };
        var key = new ApiKey
        {
            Id = work.New<ApiKeyId>(),
            Name = Name.Trim(),
            Person = person.Id,
            Hash = Hash,
            Begins = Begins,
            Scopes = Scopes.Trim(),
            Channel = string.IsNullOrWhiteSpace(Channel) ? null : Channel.Trim(),
            CreatedAt = work.Now,
        };
        key.ExpireAt(ExpiresAt);
        work.Add(person);
        work.Add(key);
        var added = new KeyAdded(key.Id);
        work.Raise(added);
        return added;
    }
}
