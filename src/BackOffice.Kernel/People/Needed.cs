using System.Collections.Concurrent;
using System.Reflection;

namespace BackOffice.Kernel;

/// <summary>
/// Which permission each command, view and page asks for. The pipeline, the sessions and the router ask here and nowhere
/// else, so that a test can take one permission away and see whether that is noticed.
/// </summary>
public class Needed
{
    static readonly ConcurrentDictionary<Type, string?> worn = new();

    /// <summary>The permission; null for what is open to everyone who is signed in. What wears neither is a mistake of ours.</summary>
    public virtual string? By(Type type) => worn.GetOrAdd(type, Read);

    /// <summary>Whether this actor may, as far as permissions say.</summary>
    public bool Opens(Type type, Actor actor) => By(type) is not { } permission || actor.May(permission);

    /// <summary>The answer to someone who may not.</summary>
    public static Refusal No(Type type)
    {
        Words deed = Texts.InWords(type.Name);
        return new(Refusal.NotAllowed, $"You may not do this ({deed}); ask your supervisor or an administrator.");
    }

    static string? Read(Type type) => type.GetCustomAttribute<NeedsAttribute>() is { } needs ? needs.Permission
        : type.GetCustomAttribute<ForEveryoneAttribute>() is not null ? null
        : throw new InvalidOperationException($"{type.Name} wears no permission.");
}
