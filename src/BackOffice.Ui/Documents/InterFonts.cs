using PdfSharp.Fonts;

namespace BackOffice.Ui;

/// <summary>
/// The letters of every printed document: Inter Regular and SemiBold, embedded, so that a PDF looks the same
/// on any machine and no font of the system is asked for.
/// </summary>
public sealed class InterFonts : IFontResolver
{
    public const string Family = "Inter";

    public static void Use() => GlobalFontSettings.FontResolver ??= new InterFonts();

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
        new(isBold ? "Inter-SemiBold.ttf" : "Inter-Regular.ttf", mustSimulateBold: false, mustSimulateItalic: false);

    public byte[]? GetFont(string faceName)
    {
        using Stream font = typeof(InterFonts).Assembly.GetManifestResourceStream(faceName)
            ?? throw new InvalidOperationException($"The font {faceName} is not embedded.");
        using MemoryStream bytes = new();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
