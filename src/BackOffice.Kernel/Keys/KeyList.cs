namespace BackOffice.Kernel;

/// <summary>Keys of programs, the newest first: those that open something, or those that were revoked.</summary>
[Needs(May.ManageKeys)]
public sealed record KeyList(bool Revoked = false) : ListView<KeyList.Row>
{
    public sealed record Row(ApiKeyId Id, int Version, string Name, string Begins, string Scopes, string? Channel, DateTime CreatedAt, DateTime? LastUsedAt, DateTime? ExpiresAt, DateTime? RevokedAt, bool IsReplaced);

    public override IQueryable<Row> Read(Reader reader) => reader.All<ApiKey>().Where(k => k.RevokedAt != null == Revoked).OrderByDescending(k => k.Id)
        .Select(k => new Row(k.Id, k.Version, k.Name, k.Begins, k.Scopes, k.Channel, k.CreatedAt, k.LastUsedAt, k.ExpiresAt, k.RevokedAt, k.ReplacedBy != null));
}
