using System.Text.RegularExpressions;

namespace BackOffice.Kernel;

/// <summary>What programs tell us (a mail server's refusal) may name people; in the log and on errands their addresses are masked.</summary>
public static partial class Masked
{
    public static string Addresses(string text) => Address().Replace(text, "…@…");

    [GeneratedRegex(@"[^\s<>()\[\],;:""']+@[^\s<>()\[\],;""']+")]
    private static partial Regex Address();
}
