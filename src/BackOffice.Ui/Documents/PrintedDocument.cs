using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace BackOffice.Ui;

/// <summary>
/// A PDF that is written page by page, in millimetres from the top left corner. Text is cut with an ellipsis
/// when it is wider than its place; figures stand right-aligned with <see cref="Right"/>.
/// </summary>
public sealed class PrintedDocument : IDisposable
{
    public PrintedDocument(string title, DateTime at)
    {
        InterFonts.Use();
        document.Info.Title = title;
        document.Info.Creator = "BackOffice";
        document.Info.CreationDate = at;
    }

    public double Width { get; private set; }

    public double Height { get; private set; }

    public int PageCount => document.PageCount;

    /// <summary>Begins a page. The default is A4 upright; a label is 100 × 150.</summary>
    public void NewPage(double width = 210, double height = 297)
    {
        graphics?.Dispose();
        PdfPage page = document.AddPage();
        (Width, Height) = (width, height);
        (page.Width, page.Height) = (XUnit.FromMillimeter(width), XUnit.FromMillimeter(height));
        graphics = XGraphics.FromPdfPage(page, XGraphicsUnit.Millimeter);
    }

    /// <summary>Writes one line of text whose baseline is <paramref name="y"/>. Size in points.</summary>
    public void Text(double x, double y, string text, double size = 9, bool bold = false, double? within = null) =>
        Page.DrawString(within is { } room ? Cut(text, size, bold, room) : text, Font(size, bold), XBrushes.Black, x, y);

    /// <summary>Writes one line of text that ends at <paramref name="x"/>.</summary>
    public void Right(double x, double y, string text, double size = 9, bool bold = false) =>
        Page.DrawString(text, Font(size, bold), XBrushes.Black, x - Page.MeasureString(text, Font(size, bold)).Width, y);

    /// <summary>Writes text over several lines and answers the baseline below the last one.</summary>
    public double Paragraph(double x, double y, string text, double within, double size = 9, bool bold = false)
    {
        double step = size * 0.47;
        foreach (string line in text.Split('\n'))
        {
            string held = "";
            foreach (string word in line.Split(' '))
            {
                string longer = held.Length == 0 ? word : $"{held} {word}";
                if (held.Length > 0 && Page.MeasureString(longer, Font(size, bold)).Width > within)
                {
                    Text(x, y, held, size, bold, within);
                    (held, y) = (word, y + step);
                }
                else
                {
                    held = longer;
                }
            }
            Text(x, y, held, size, bold, within);
            y += step;
        }
        return y;
    }

    public void Line(double x1, double y1, double x2, double y2, double thick = 0.2) =>
        Page.DrawLine(new XPen(XColors.Black, thick), x1, y1, x2, y2);

    public void Box(double x, double y, double width, double height, double thick = 0.3) =>
        Page.DrawRectangle(new XPen(XColors.Black, thick), x, y, width, height);

    /// <summary>Draws a Code 128 as vector bars, with the ten modules of quiet zone that scanners need on both sides.</summary>
    public void Code128(double x, double y, double width, double height, string value)
    {
        bool[] modules = Barcodes.Code128(value);
        double module = width / (modules.Length + 20);
        Bars(modules, (from, count) => Page.DrawRectangle(XBrushes.Black, x + ((from + 10) * module), y, count * module, height));
    }

    /// <summary>Draws a QR code as vector squares, with four modules of quiet zone.</summary>
    public void Qr(double x, double y, double size, string value)
    {
        bool[][] rows = Barcodes.Qr(value);
        double module = size / (rows.Length + 8);
        for (int row = 0; row < rows.Length; row++)
        {
            double top = y + ((row + 4) * module);
            Bars(rows[row], (from, count) => Page.DrawRectangle(XBrushes.Black, x + ((from + 4) * module), top, count * module, module));
        }
    }

    public byte[] Bytes()
    {
        graphics?.Dispose();
        graphics = null;
        using MemoryStream bytes = new();
        document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        graphics?.Dispose();
        document.Dispose();
    }

    readonly PdfDocument document = new();
    XGraphics? graphics;

    XGraphics Page => graphics ?? throw new InvalidOperationException("Begin a page first.");

    // PDFsharp counts a font's size in the units of the page, here millimetres; people count it in points.
    static XFont Font(double size, bool bold) =>
        new(InterFonts.Family, size * 25.4 / 72, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    string Cut(string text, double size, bool bold, double room)
    {
        if (Page.MeasureString(text, Font(size, bold)).Width <= room)
            return text;
        int length = text.Length;
        while (length > 0 && Page.MeasureString(text[..length] + "…", Font(size, bold)).Width > room)
            length--;
        return text[..length].TrimEnd() + "…";
    }

    static void Bars(bool[] modules, Action<int, int> draw)
    {
        for (int at = 0; at < modules.Length; at++)
        {
            int from = at;
            while (at < modules.Length && modules[at])
                at++;
            if (at > from)
                draw(from, at - from);
        }
    }
}
