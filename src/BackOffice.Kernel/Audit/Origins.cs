namespace BackOffice.Kernel;

/// <summary>
/// From where something is asked: the address, then a blank and the session where one is known ("203.0.113.7 8f3a2c"). Set for
/// the length of a request; a screen, which outlives its request, gives it with its actor.
/// </summary>
public static class Origins
{
    public const int Most = 120;
    static readonly AsyncLocal<string?> here = new();

    public static string? Here
    {
        get => here.Value;
        set => here.Value = value is { Length: > Most } ? value[..Most] : value;
    }

    internal static string? Of(Actor actor) => actor.Origin ?? Here;
}
