using System.Text;

namespace BackOffice.Fulfillment;

/// <summary>
/// The fields of one line of a comma-separated file (RFC 4180). A library that reads the whole file lets one quote that
/// never closes swallow every good line after it; here a line stands for itself, and the damage ends at its end.
/// </summary>
public static class CsvFields
{
    /// <summary>Null when a quote opens and does not close on this line.</summary>
    public static List<string>? Of(string line)
    {
        var fields = new List<string>(8);
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                if (Quoted(line, ref at) is not { } quoted) return null;
                fields.Add(quoted);
            }
            else
            {
                var end = line.IndexOf(',', at);
                fields.Add(line[at..(end < 0 ? line.Length : end)]);
                at = end < 0 ? line.Length : end;
            }
            if (at >= line.Length) return fields;
            at++;
            if (at == line.Length)
            {
                fields.Add("");
                return fields;
            }
        }
    }

    static string? Quoted(string line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"') text.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"') text.Append(line[++at]);
            else
            {
                at++;
                // What stands between the closing quote and the comma is kept: people's programs write such things.
                var end = line.IndexOf(',', at);
                text.Append(line, at, (end < 0 ? line.Length : end) - at);
                at = end < 0 ? line.Length : end;
                return text.ToString();
            }
        }
        return null;
    }
}
