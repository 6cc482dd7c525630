namespace BackOffice.Kernel;

/// <summary>
/// A cell of text in a file that someone will open in a spreadsheet. Text that would be taken for a formula (also after blanks, or
/// in wide letters) begins with an apostrophe; quotes and line breaks are kept as RFC 4180 says. Numbers are not text: write them as they are.
/// </summary>
public static class CsvCell
{
    static readonly System.Buffers.SearchValues<char> quoted = System.Buffers.SearchValues.Create(",\";\r\n\t");
    const string formula = "=+-@\t\r\n\0＝＋－＠";

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var first = text.AsSpan().TrimStart(' ');
        var safe = first.Length > 0 && formula.Contains(first[0]) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(quoted) || safe[0] == ' ' || safe[^1] == ' ' ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }
}
