namespace BackOffice.Web;

/// <summary>Every verb but <c>serve</c>.</summary>
static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        ImportVerbs.Verb, VerifyVerb.Verb, ExportVerb.Verb, MigrateVerb.Verb, PracticeVerb.Verb, SimulateVerb.Verb, KeysVerb.Verb, AuditVerb.Verb,
        WebhooksVerb.Verb, BackupVerbs.Backup, BackupVerbs.Restore, BackupVerbs.Fence,
    ];
}
