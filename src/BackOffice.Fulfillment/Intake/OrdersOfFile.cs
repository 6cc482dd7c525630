namespace BackOffice.Fulfillment;

/// <summary>The lines of one order number in a file, complete, in the file's order.</summary>
public sealed record FileOrder(string ExternalId, IReadOnlyList<OrderFileLine> Lines);

/// <summary>
/// Groups a file's accepted lines into orders by their number, without holding the file: a first pass finds the last line of
/// each number, a second gives each order away as soon as it is complete. Numbers need not stand together.
/// </summary>
public sealed class OrdersOfFile
{
    readonly Func<Stream> open;
    readonly ImportProfile profile;
    readonly Dictionary<string, int> lastLine = new(StringComparer.Ordinal);

    public OrdersOfFile(Func<Stream> open, ImportProfile profile)
    {
        (this.open, this.profile) = (open, profile);
        using var stream = open();
        foreach (var line in OrderFileReader.Read(stream, profile))
        {
            LineCount++;
            if (line.Verdict is LineVerdict.Accepted) lastLine[line.Order] = line.Number;
        }
    }

    public int LineCount { get; }

    public int OrderCount => lastLine.Count;

    /// <summary>Each line once: alone when it is no part of an order, else with its order.</summary>
    public IEnumerable<(OrderFileLine? Line, FileOrder? Order)> Read()
    {
        var open = new Dictionary<string, List<OrderFileLine>>(StringComparer.Ordinal);
        using var stream = this.open();
        foreach (var line in OrderFileReader.Read(stream, profile))
        {
            if (line.Verdict is not LineVerdict.Accepted)
            {
                yield return (line, null);
                continue;
            }
            if (!open.TryGetValue(line.Order, out var lines)) open[line.Order] = lines = [];
            if (lines.Count == OrderFileReader.MostLinesOfOrder) yield return (line.Rejected(RejectReason.OrderTooLong), null);
            else if (lines.Count > 0 && lines[0].Customer != line.Customer) yield return (line.Rejected(RejectReason.CustomerDiffers, line.Customer), null);
            else lines.Add(line);
            if (lastLine[line.Order] != line.Number) continue;
            open.Remove(line.Order);
            yield return (null, new(line.Order, lines));
        }
    }
}
