using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackOffice.Kernel;

/// <summary>A "no" that a person can act on: a stable code for programs and a sentence for people.</summary>
public sealed record Refusal(string Code, Words Words)
{
    public const string NotAllowed = "not-allowed";
    public const string NotFound = "not-found";
    public const string Conflict = "conflict";
    public const string RepeatedWithOtherContent = "repeated-with-other-content";
    /// <summary>The amount is over what the person's roles decide alone.</summary>
    public const string OverLimit = "over-limit";
    /// <summary>The person did the other half of it (segregation of duties).</summary>
    public const string Duties = "duties";
    /// <summary>Nobody would be left who may decide on access.</summary>
    public const string LastAdministrator = "last-administrator";
    /// <summary>The session of this screen has ended.</summary>
    public const string SignedOut = "signed-out";
    /// <summary>Our own mistake: nothing was saved, the sentence holds an id that operators can look up.</summary>
    public const string Incident = "incident";

    /// <summary>Nothing was saved for a reason that passes (a full disk, a held database); the same request may be sent again.</summary>
    public const string Unavailable = "unavailable";

    public override string ToString() => Words.ToString();
}

/// <summary>Carries a refusal out of a command to the pipeline; the only exception that is no mistake of ours.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Words.ToString())
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>How a command says no. The sentence says what is the matter and what to do next.</summary>
public static class Refuse
{
    public static void If([DoesNotReturnIf(true)] bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref RefuseWords words,
        string? code = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        if (condition) throw new RefusedException(new(code ?? CodeOf(file, member), words.Words!));
    }

    public static void If([DoesNotReturnIf(true)] bool condition, string words,
        string? code = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        if (condition) throw new RefusedException(new(code ?? CodeOf(file, member), words));
    }

    [DoesNotReturn]
    public static void Because(Words words, string? code = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "") =>
        throw new RefusedException(new(code ?? CodeOf(file, member), words));

    static string CodeOf(string file, string member) => $"{Path.GetFileNameWithoutExtension(file.Replace('\\', '/'))}.{member}";
}

/// <summary>The sentence of a refusal; its holes are not evaluated unless the condition holds.</summary>
[InterpolatedStringHandler]
public ref struct RefuseWords
{
    public RefuseWords(int literalLength, int formattedCount, bool condition, out bool evaluate)
    {
        evaluate = condition;
        Words = condition ? new(literalLength, formattedCount) : null;
    }

    internal Words? Words { get; }

    public readonly void AppendLiteral(string literal) => Words!.AppendLiteral(literal);
    public readonly void AppendFormatted<T>(T value, [CallerArgumentExpression(nameof(value))] string hole = "") => Words!.AppendFormatted(value, hole);
    public readonly void AppendFormatted<T>(T value, string? format, [CallerArgumentExpression(nameof(value))] string hole = "") =>
        Words!.AppendFormatted(value, format, hole);
}
