namespace BackOffice.Kernel;

/// <summary>The sentence of each permission, for lines of the history; learnt once at the start.</summary>
public static class PermissionNames
{
    static volatile Dictionary<string, string> sentences = [];

    internal static void Learn(Departments departments) =>
        sentences = departments.All.SelectMany(d => d.Permissions).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Sentence);

    /// <summary>In words; the bare name if no department knows it any more.</summary>
    public static Words Of(string permission) => sentences.GetValueOrDefault(permission, permission);

    /// <summary>The permission that a command or view asks for; null: everyone may.</summary>
    internal static string? Needs(this Type type) => (Attribute.GetCustomAttribute(type, typeof(NeedsAttribute)) as NeedsAttribute)?.Permission;
}
