namespace BackOffice.Web;

/// <summary>Every verb but <c>serve</c>.</summary>
static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } = [VerifyVerb.Verb, MigrateVerb.Verb];
}
