using ZXing.OneD;
using ZXing.QrCode.Internal;

namespace BackOffice.Ui;

/// <summary>The dark and light modules of a Code 128 or a QR code; who prints it draws them as vectors.</summary>
public static class Barcodes
{
    public static bool[] Code128(string value) => new Code128Writer().encode(value);

    /// <summary>Rows of modules, level M: about 15 % may be dirty and it still reads.</summary>
    public static bool[][] Qr(string value)
    {
        ByteMatrix matrix = Encoder.encode(value, ErrorCorrectionLevel.M).Matrix;
        return [.. Enumerable.Range(0, matrix.Height).Select(y =>
            Enumerable.Range(0, matrix.Width).Select(x => matrix[x, y] == 1).ToArray())];
    }
}
