using System.Globalization;

namespace BackOffice.Fulfillment;

/// <summary>
/// Judges each line of an order file by itself, so that good lines are never held back by bad ones: accepted, rejected with
/// its reason, or set aside because it is no order (a cancellation, postage, a charge, a negative quantity). A price of 0 and
/// a missing customer or description are accepted. Every line comes out exactly once.
/// </summary>
public sealed class OrderFileReader
{
    /// <summary>More lines than this in one order is a broken file, not an order.</summary>
    public const int MostLinesOfOrder = 2_000;

    static readonly string[] dates = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"];

    readonly ImportProfile profile;
    readonly int[] columns;
    readonly int width;

    OrderFileReader(ImportProfile profile, int[] columns, int width) => (this.profile, this.columns, this.width) = (profile, columns, width);

    /// <summary>Finds the profile's columns in a head line, in any order; refuses a file that lacks one.</summary>
    public static OrderFileReader For(ImportProfile profile, string headLine)
    {
        var head = CsvFields.Of(headLine)?.ConvertAll(name => name.Trim()) ?? [];
        var missing = profile.Columns.Where(column => !head.Contains(column, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0)
            Refuse.Because($"The first line does not name the column {missing[0]}; choose the profile that fits the file.", "wrong-columns");
        return new(profile, [.. profile.Columns.Select(column => head.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase)))], head.Count);
    }

    /// <summary>Reads a whole file, the head line apart. A file without a head line is none.</summary>
    public static IEnumerable<OrderFileLine> Read(Stream stream, ImportProfile profile)
    {
        OrderFileReader? reader = null;
        foreach (var line in OrderFile.Lines(stream))
            if (reader is null) reader = For(profile, line.Raw);
            else yield return reader.Judge(line);
        Refuse.If(reader is null, "The file is empty or broken: it has no first line.", "no-head");
    }

    public OrderFileLine Judge(FileLine line)
    {
        if (line.Raw.Length > OrderFile.LongestLine) return Reject(line with { Raw = line.Raw[..400] + "…" }, RejectReason.TooLong);
        if (line.Raw.AsSpan().ContainsAnyInRange('\0', '\b')) return Reject(line, RejectReason.NotText);
        if (CsvFields.Of(line.Raw) is not { } fields) return Reject(line, RejectReason.QuoteNeverCloses);
        if (fields.Count != width) return Reject(line, RejectReason.FieldCount, $"{fields.Count} ≠ {width}");

        string Field(int column) => fields[columns[column]].Trim();
        var judged = new OrderFileLine(line.Number, line.Raw, LineVerdict.Accepted)
        {
            Order = Field(0),
            Code = Field(1),
            Description = Field(2),
            Customer = CustomerOf(Field(6)),
            Country = Field(7) is { Length: > 0 } country ? country : "Unspecified",
        };

        if (judged.Order.Length is 0 or > 60) return judged.Rejected(RejectReason.NoOrderNumber, judged.Order);
        if (judged.Code.Length == 0) return judged.Rejected(RejectReason.NoItemCode);
        if (judged.Code.Length > 60) return judged.Rejected(RejectReason.CodeTooLong, judged.Code);
        if (!decimal.TryParse(Field(3), NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity) || quantity != decimal.Truncate(quantity))
            return judged.Rejected(RejectReason.QuantityIsNoWholeNumber, Field(3));
        if (Math.Abs(quantity) > 1_000_000) return judged.Rejected(RejectReason.QuantityTooLarge, Field(3));
        if (!decimal.TryParse(Field(5), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price))
            return judged.Rejected(RejectReason.PriceIsNoNumber, Field(5));
        if (Math.Abs(price) > 10_000_000) return judged.Rejected(RejectReason.PriceTooLarge, Field(5));
        if (!DateTime.TryParseExact(Field(4), dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return judged.Rejected(RejectReason.DateUnreadable, Field(4));

        judged = judged with { Quantity = (int)quantity, UnitPriceMicros = (long)decimal.Round(price * 1_000_000), At = at };
        if (AsideOf(judged) is { } aside) return judged with { Verdict = LineVerdict.SetAside, Aside = aside };
        if (quantity == 0) return judged.Rejected(RejectReason.QuantityIsZero);
        if (price < 0) return judged.Rejected(RejectReason.PriceIsBelowZero, Field(5));
        return judged;
    }

    SetAsideKind? AsideOf(OrderFileLine line)
    {
        if (line.Order.StartsWith('C') || line.Order.StartsWith('c')) return SetAsideKind.Cancellation;
        if (profile.NoGoods.TryGetValue(line.Code, out var kind)) return kind;
        if (line.Code.StartsWith(profile.VoucherPrefix, StringComparison.OrdinalIgnoreCase)) return SetAsideKind.Voucher;
        return line.Quantity < 0 ? SetAsideKind.StockAdjustment : null;
    }

    // The data writes customer numbers as 17850.0: a spreadsheet's idea of a number.
    static string? CustomerOf(string field) =>
        field.Length == 0 ? null : field.EndsWith(".0", StringComparison.Ordinal) ? field[..^2] : field;

    static OrderFileLine Reject(FileLine line, RejectReason reason, string? detail = null) =>
        new(line.Number, line.Raw, LineVerdict.Rejected) { Reason = reason, Detail = detail };
}

static class OrderFileLines
{
    public static OrderFileLine Rejected(this OrderFileLine line, RejectReason reason, string? detail = null) =>
        line with { Verdict = LineVerdict.Rejected, Reason = reason, Detail = detail };
}
