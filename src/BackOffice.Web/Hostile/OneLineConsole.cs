using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace BackOffice.Web;

/// <summary>
/// One entry, one line, whatever a stranger wrote into a subject, a name or an address: control signs (line breaks, escape
/// sequences, marks that turn the writing direction) are written as codes. An exception's own lines follow, each marked by a bar.
/// </summary>
sealed class OneLineConsole(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "oneline";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
    {
        writer.Write(clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        writer.Write(entry.LogLevel switch { LogLevel.Trace => " trace ", LogLevel.Debug => " debug ", LogLevel.Information => " info  ", LogLevel.Warning => " warn  ", LogLevel.Error => " error ", _ => " fatal " });
        writer.Write(entry.Category);
        writer.Write(": ");
        writer.WriteLine(Plain(entry.Formatter(entry.State, entry.Exception)));
        if (entry.Exception is not { } exception) return;
        foreach (var line in exception.ToString().Split('\n'))
        {
            writer.Write("  | ");
            writer.WriteLine(Plain(line.TrimEnd('\r')));
        }
    }

    /// <summary>The text with every sign that could end the line or repaint it written as its code.</summary>
    internal static string Plain(string text)
    {
        if (!text.Any(IsTrick)) return text;
        var plain = new StringBuilder(text.Length + 16);
        foreach (var sign in text)
            if (IsTrick(sign)) plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            else plain.Append(sign);
        return plain.ToString();
    }

    static bool IsTrick(char sign) => char.IsControl(sign) || sign is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
