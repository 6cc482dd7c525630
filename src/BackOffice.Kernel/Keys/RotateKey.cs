namespace BackOffice.Kernel;

[Event("portal.key-rotated", 1)]
public sealed record KeyRotated(ApiKeyId Key, ApiKeyId Next, DateTime WorksUntil) : Event
{
    public override Words Says() => "Key for a program rotated";
}

/// <summary>The new key, and until when the old one works.</summary>
public sealed record RotatedKey(ApiKeyId Next, DateTime WorksUntil);

// Gives a program a second secret; the first works on for the overlap, so that the program can be changed over without a gap.
[Needs(May.ManageKeys), Raises<KeyRotated>]
public sealed record RotateKey(ApiKeyId Key, [property: Secret] string Hash, string Begins, int OverlapHours = 24, DateTime? ExpiresAt = null) : Command<RotatedKey>
{
    public const int MostHours = 24 * 30;

    public override async Task<RotatedKey> Run(Work work)
    {
        Refuse.If(Hash.Length != 64 || !Hash.All(char.IsAsciiHexDigitLower), "A key is entered by the SHA-256 of its secret.");
        Refuse.If(OverlapHours is < 0 or > MostHours, $"The old key may work on for at most {MostHours} hours.");
        Refuse.If(ExpiresAt <= work.Now, "This key would have expired already; choose a later day.");

        var old = await work.Find<ApiKey>(Key);
        var next = new ApiKey
        {
            Id = work.New<ApiKeyId>(),
            Name = old.Name,
            Person = old.Person,
            Hash = Hash,
            Begins = Begins,
            Scopes = old.Scopes,
            Channel = old.Channel,
            CreatedAt = work.Now,
        };
        next.ExpireAt(ExpiresAt);
        var until = work.Now.AddHours(OverlapHours);
        old.GiveWayTo(next.Id, until);
        work.Add(next);
        work.Raise(new KeyRotated(old.Id, next.Id, until));
        return new(next.Id, until);
    }
}
