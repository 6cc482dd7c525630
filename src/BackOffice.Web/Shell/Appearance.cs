using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;

namespace BackOffice.Web.Shell;

/// <summary>Light, dark, as the computer says; roomy or compact. Kept in the browser by js/theme.js; one string for all screens of a language.</summary>
static class Appearance
{
    static readonly ConcurrentDictionary<Texts, MarkupString> known = new();

    public static MarkupString In(Texts texts) => known.GetOrAdd(texts, static T => new(
        Button("data-theme-choice=\"light\"", "sun", T["Light"]) + Button("data-theme-choice=\"dark\"", "moon", T["Dark"]) + Button("data-theme-choice=\"system\"", "system", T["As this computer"])
        + "<hr />" + Button("data-density-choice=\"\"", "list", T["Roomy rows"]) + Button("data-density-choice=\"compact\"", "columns", T["Compact rows"])));

    static string Button(string does, string icon, string text) => $"<button type=\"button\" {does}><i class=\"i i-{icon}\"></i>{HtmlEncoder.Default.Encode(text)}</button>";
}
