using System.Text.RegularExpressions;

namespace BackOffice.Support;

/// <summary>
/// Tells what a person wrote from what their mail program added: quoted mails, their headers, signatures, "sent from my telephone".
/// Nothing is deleted: the folded lines stay one click away. Answers written between the quoted lines keep the quotes that they answer.
/// </summary>
public static partial class QuoteFolding
{
    // A few lines after a quoted mail are a signature; more than this are something that somebody wrote.
    const int LongestSignature = 7, LongestLine = 2_000, MostLines = 20_000;

    /// <summary>What is shown, what is folded, and how many lines that are.</summary>
    public sealed record Folded(string Visible, string Hidden, int HiddenLines);

    enum Kind { Empty, Text, Quote, Marker, Header, Signature, Rule, Gone }

    /// <summary>Folds a plain text.</summary>
    public static Folded Fold(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length > MostLines) return new(text, "", 0);

        var kinds = new Kind[lines.Length];
        for (var i = 0; i < lines.Length; i++) kinds[i] = KindOf(lines[i]);
        ProtectCode(lines, kinds);
        FindWroteLines(lines, kinds);
        FindHeaderBlocks(lines, kinds);

        if (!StartsInsideQuotedMail(kinds)) CutAtQuotedMail(kinds);
        CutSignature(lines, kinds);
        CutTail(kinds);
        return Split(lines, kinds);
    }

    static Kind KindOf(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return Kind.Empty;
        if (line.Length > LongestLine) return Kind.Text;
        if (RuleLine().IsMatch(line)) return Kind.Rule;
        var bare = QuoteMarks().Replace(line, "");
        if (OriginalMessage().IsMatch(bare)) return Kind.Marker;
        if (QuoteLine().IsMatch(line)) return Kind.Quote;
        return SentFrom().IsMatch(line) ? Kind.Signature : Kind.Text;
    }

    // Lines inside a fence are somebody's code or figures, whatever they look like.
    static void ProtectCode(string[] lines, Kind[] kinds)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            var end = Array.FindIndex(lines, i + 1, l => l.StartsWith("```", StringComparison.Ordinal));
            if (end < 0) return;
            for (var j = i; j <= end; j++) kinds[j] = Kind.Text;
            i = end;
        }
    }

    // "On Monday somebody <address> wrote:" in one line or broken over up to six, in the languages of our customers and a few more.
    static void FindWroteLines(string[] lines, Kind[] kinds)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var first = QuoteMarks().Replace(lines[i], "").Trim();
            if (first.Length is 0 or > 300 || kinds[i] is Kind.Marker or Kind.Gone) continue;
            if (DateAndName().IsMatch(first) && kinds[i] is Kind.Text)
            {
                kinds[i] = Kind.Marker;
                continue;
            }

            var joined = first;
            for (var j = i; j < Math.Min(lines.Length, i + 6); j++)
            {
                if (j > i) joined += " " + QuoteMarks().Replace(lines[j], "").Trim();
                if (joined.Length > 400 || (j > i && !BeginsLongWroteLine().IsMatch(first))) break;
                if (!Wrote().IsMatch(joined)) continue;
                var sure = BeginsWroteLine().IsMatch(first) || joined.Contains('@') || EndsWithWrote().IsMatch(joined) && joined.Any(char.IsDigit);
                if (!sure) break;
                for (var k = i; k <= j; k++) kinds[k] = Kind.Marker;
                i = j;
                break;
            }
        }
    }

    // From:, Sent:, To:, Subject: in any language: three or more such lines in a row are the head of a quoted mail.
    static void FindHeaderBlocks(string[] lines, Kind[] kinds)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var last = i;
            var count = 0;
            for (var j = i; j < lines.Length && j <= last + 2; j++)
            {
                if (!HeaderLine().IsMatch(QuoteMarks().Replace(lines[j], ""))) continue;
                if (j == i || count > 0) (last, count) = (j, count + 1);
            }

            if (count < 3) continue;
            for (var k = i; k <= last; k++) kinds[k] = Kind.Header;
            i = last;
        }
    }

    // The mail opens with what it answers or hands on: the marker goes, what follows is the message.
    static bool StartsInsideQuotedMail(Kind[] kinds)
    {
        var first = Array.FindIndex(kinds, k => k is not Kind.Empty);
        if (first < 0 || kinds[first] is not (Kind.Marker or Kind.Header or Kind.Rule)) return false;
        var at = first;
        while (at < kinds.Length && kinds[at] is Kind.Marker or Kind.Header or Kind.Rule or Kind.Empty) at++;
        if (!kinds.AsSpan(at).Contains(Kind.Text)) return false;
        if (kinds[at] is Kind.Quote)
            while (at < kinds.Length && kinds[at] is Kind.Quote or Kind.Empty) at++;
        for (var i = 0; i < kinds.Length; i++)
            if (i < at || kinds[i] is Kind.Marker) kinds[i] = Kind.Gone;
        return true;
    }

    static void CutAtQuotedMail(Kind[] kinds)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is not (Kind.Marker or Kind.Header)) continue;
            if (kinds[i] is Kind.Marker && IsAnsweredInside(kinds, i))
            {
                kinds[i] = Kind.Gone;
                continue;
            }

            Array.Fill(kinds, Kind.Gone, i, kinds.Length - i);
            return;
        }
    }

    // Marker, quotes, then text with more quotes or more text than a signature has: the answer stands between the quotes.
    static bool IsAnsweredInside(Kind[] kinds, int marker)
    {
        var at = marker;
        while (at < kinds.Length && kinds[at] is Kind.Marker or Kind.Empty) at++;
        if (at == kinds.Length || kinds[at] is not Kind.Quote) return false;
        while (at < kinds.Length && kinds[at] is Kind.Quote or Kind.Marker or Kind.Empty) at++;
        var rest = kinds.AsSpan(at);
        return rest.Contains(Kind.Text) && (rest.Contains(Kind.Quote) || rest.Count(Kind.Text) > LongestSignature);
    }

    static void CutSignature(string[] lines, Kind[] kinds)
    {
        for (var i = kinds.Length - 1; i > 0; i--)
        {
            if (kinds[i] is not Kind.Rule || !SignatureRule().IsMatch(lines[i])) continue;
            if (!kinds.AsSpan(0, i).ContainsAny(Kind.Text, Kind.Quote)) return;
            if (kinds.AsSpan(i).Count(Kind.Text) > LongestSignature) return;
            Array.Fill(kinds, Kind.Gone, i, kinds.Length - i);
        }
    }

    static void CutTail(Kind[] kinds)
    {
        var hasText = kinds.AsSpan().Contains(Kind.Text);
        for (var i = kinds.Length - 1; i >= 0; i--)
        {
            if (kinds[i] is Kind.Text || kinds[i] is Kind.Quote && !hasText) return;
            kinds[i] = Kind.Gone;
        }
    }

    static Folded Split(string[] lines, Kind[] kinds)
    {
        var visible = string.Join('\n', lines.Where((_, i) => kinds[i] is not Kind.Gone));
        var hidden = string.Join('\n', lines.Where((_, i) => kinds[i] is Kind.Gone)).Trim('\n');
        return new(visible.Trim('\n').TrimEnd(), hidden, hidden.Split('\n').Count(l => !string.IsNullOrWhiteSpace(l)));
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\s*[-_=~+*#—ᐧ,]{1,}\s*$", Plain, 200)]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"^\s*(--|—|_{5,}|-{5,})\s*$", Plain, 200)]
    private static partial Regex SignatureRule();

    [GeneratedRegex(@"^(\s*>)+\s?", Plain, 200)]
    private static partial Regex QuoteMarks();

    [GeneratedRegex(@"^\s*(>|\||[A-Z]\w{0,20}>)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex QuoteLine();

    [GeneratedRegex(
        @"^\W*(original message|ursprüngliche nachricht|mensaje original|message d'origine|messaggio originale|mensagem original|oorspronkelijk bericht|"
        + @"(begin )?forwarded message|weitergeleitete nachricht|mensaje reenviado|message transféré)\W*$", Plain, 200)]
    private static partial Regex OriginalMessage();

    // A line that only begins so may end in another one.
    [GeneratedRegex(
        @"^(on|at|am|le|el|il|em|op|den|dnia|dne|på|в|\d).{0,60}\d|^\d|^-+\s*on\b.*\d|^[^<>]{1,80}<[^<>\s]{1,100}@[^<>\s]{1,100}>.*\b(wrote|schrieb|schreef|escribió)\b",
        Plain, 200)]
    private static partial Regex BeginsLongWroteLine();

    [GeneratedRegex(@"^(on|at|am|le|el|il|em|op|den|dnia|dne|på)\b.{0,60}\d|^\d|^-+\s*on\b.*\d|^在", Plain, 200)]
    private static partial Regex BeginsWroteLine();

    [GeneratedRegex(
        @"(\b(wrote|schrieb|schreef|geschreven|a écrit|ha scritto|escribió|escreveu|skrev|har skrevet|kirjoitti|napisał|написал|написала|пише|писал)\b|napisał\(a\)|写道|寫道)"
        + @".{0,80}([:：]|wrote\s*-+)\s*$|\bwrote\s*-{2,}\s*$", Plain, 200)]
    private static partial Regex Wrote();

    [GeneratedRegex(@"(wrote|schrieb|a écrit|ha scritto|escribió|escreveu|написал|написала|пише)\s*[:：]\s*$", Plain, 200)]
    private static partial Regex EndsWithWrote();

    // "2013/7/20 sam via somewhere <address>", "2016-03-03 17:21 GMT+01:00 Some One": the whole line is date and name.
    [GeneratedRegex(@"^\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+(\d{1,2}:\d{2}\s+GMT[+-]\d\d:\d\d\s+\D{1,80}|\D{1,80}<[^<>\s]+@[^<>\s]+>):?\s*$", Plain, 200)]
    private static partial Regex DateAndName();

    [GeneratedRegex(
        @"^\s*\*?\s*(from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|antwort an|de|enviado|fecha|para|asunto|envoyé|date|à|objet|da|inviato|data|a|oggetto|risposta|från|skickat|till|ämne|van|verzonden|aan|onderwerp|fra|sendt|til|emne)\s*:\*?\s*\S",
        Plain, 200)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(
        @"^\W{0,3}(sent (from|via|with|by)\b.{0,120}|(someone )?from (my )?(mobile|i?phone|ipad|android)\b.{0,40}|get \[?outlook for\b.{0,80}|"
        + @"envoyé depuis .{1,60}|von meinem .{1,40} gesendet.{0,20}|diese nachricht wurde von .{1,60} gesendet.{0,5}|verzonden (met|vanaf) .{1,60}|"
        + @"sendt fra .{1,60}|skickat från .{1,60}|enviado desde .{1,60}|inviato da .{1,60}|.{1,10}iphone\s*(傳送|发送|發送))$", Plain, 200)]
    private static partial Regex SentFrom();
}
