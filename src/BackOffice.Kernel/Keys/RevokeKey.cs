using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.key-revoked", 1)]
public sealed record KeyRevoked(ApiKeyId Key) : Event
{
    public override Words Says() => "Key for a program revoked";
}

// From now on every secret of this name opens nothing, also one that was rotated and still worked; or only the one key.
[Needs(May.ManageKeys), Raises<KeyRevoked>]
public sealed record RevokeKey(string Name, ApiKeyId? Only = null) : Command
{
    public override async Task Run(Work work)
    {
        var ids = await work.All<ApiKey>().Where(k => k.Name == Name && k.RevokedAt == null && (Only == null || k.Id == Only)).OrderBy(k => k.Id).Select(k => k.Id).ToListAsync();
        Refuse.If(ids.Count == 0, $"There is no key {Name}.", Refusal.NotFound);
        foreach (var id in ids)
        {
            (await work.Find<ApiKey>(id)).Revoke(work.Now);
            work.Raise(new KeyRevoked(id));
        }
    }
}
