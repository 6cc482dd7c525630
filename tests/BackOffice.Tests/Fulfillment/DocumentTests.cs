using BackOffice.Fulfillment;
using BackOffice.Testing;
using BackOffice.Ui;
using UglyToad.PdfPig;
using ZXing;
using ZXing.Common;
using ZXing.OneD;
using ZXing.QrCode;

namespace BackOffice.Tests.Fulfillment;

public class DocumentTests
{
    [Fact]
    public async Task The_label_is_a_pdf_with_its_text_and_a_code_that_a_scanner_reads()
    {
        await using var company = await Company.Open();
        var (_, id) = await company.Packed(("A", 3));
        await company.Ana.Does(new BuyLabel(id));
        await company.RunErrands();
        var shipment = (await company.All<Shipment>()).Single();
        var location = (await company.All<Location>()).Single();

        var pdf = LabelDocument.Of(shipment, location, BackOffice.Kernel.Texts.English);

        using var document = PdfDocument.Open(pdf);
        var page = document.GetPage(1);
        Assert.Equal((283, 425), ((int)page.Width, (int)page.Height));
        var text = string.Concat(page.Letters.Select(letter => letter.Value)).Replace(" ", "");
        Assert.Contains(shipment.Tracking!, text);
        Assert.Contains("14HarbourLane", text);
        Assert.Equal(shipment.Tracking, Decoded(page));
    }

    // The bars as they stand in the PDF: filled rectangles of the barcode's height, from left to right, sampled module by module.
    static string? Decoded(UglyToad.PdfPig.Content.Page page)
    {
        var bars = page.Paths.Where(path => path.IsFilled).Select(path => path.GetBoundingRectangle()).Where(box => box is { Height: > 60 and < 75 }).Select(box => box!.Value).OrderBy(box => box.Left).ToList();
        var left = bars[0].Left;
        var right = bars[^1].Right;
        const int samples = 3_000;
        var row = new BitArray(samples + 400);
        for (var i = 0; i < samples; i++)
        {
            var x = left + ((right - left) * (i + 0.5) / samples);
            row[i + 200] = bars.Any(bar => x >= bar.Left && x <= bar.Right);
        }
        return new Code128Reader().decodeRow(0, row, new Dictionary<DecodeHintType, object>())?.Text;
    }

    [Theory]
    [InlineData("S-1001")]
    [InlineData("BO473124829GB")]
    public void The_codes_say_what_they_were_told(string value)
    {
        var modules = Barcodes.Code128(value);
        var row = new BitArray((modules.Length * 3) + 60);
        for (var i = 0; i < modules.Length * 3; i++) row[i + 30] = modules[i / 3];
        Assert.Equal(value, new Code128Reader().decodeRow(0, row, new Dictionary<DecodeHintType, object>())?.Text);

        var squares = Barcodes.Qr(value);
        var bits = new BitMatrix(squares.Length);
        for (var y = 0; y < squares.Length; y++)
            for (var x = 0; x < squares.Length; x++) bits[x, y] = squares[y][x];
        Assert.Equal(value, new ZXing.QrCode.Internal.Decoder().decode(bits, new Dictionary<DecodeHintType, object>())?.Text);
    }

    [Fact]
    public async Task The_packing_slip_and_the_pick_list_name_every_line()
    {
        await using var company = await Company.Open();
        var lines = Enumerable.Range(1, 60).Select(n => ($"X{n:00}", 1)).ToArray();
        var (_, part) = await company.Released(lines);
        using var list = PdfDocument.Open(PickList.Of(part, BackOffice.Kernel.Texts.Spanish));
        Assert.True(list.NumberOfPages > 1);
        var text = string.Concat(list.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value));
        Assert.All(lines, line => Assert.Contains(line.Item1, text));
        Assert.Contains("recogida", text);
    }
}
