namespace BackOffice.Support;

/// <summary>What became of all mails of an import; read = ticketed + joined + dropped + quarantined + duplicates.</summary>
public sealed record MailImported(int Read, int Ticketed, int Joined, int Dropped, int Quarantined, int Duplicates);

/// <summary>Takes in single messages, mbox files and folders of these: <c>import mail PATH…</c> and the drop folder.</summary>
public sealed class MailImport(MailIntake intake)
{
    public async Task<MailImported> Run(IEnumerable<string> paths, string door = "import", CancellationToken stop = default)
    {
        var sum = new MailImported(0, 0, 0, 0, 0, 0);
        foreach (var found in paths.SelectMany(MailFiles.In))
        {
            stop.ThrowIfCancellationRequested();
            var end = found.Raw is { } raw ? await intake.Take(raw, door, found.Where) : await intake.Refuse(found.Trouble ?? "It could not be read.", door, found.Where);
            sum = Counted(sum, end);
        }

        return sum;
    }

    static MailImported Counted(MailImported sum, MailEnd end)
    {
        sum = sum with { Read = sum.Read + 1 };
        if (end.IsDuplicate) return sum with { Duplicates = sum.Duplicates + 1 };
        return end.End switch
        {
            RawMailEnd.Ticketed => sum with { Ticketed = sum.Ticketed + 1 },
            RawMailEnd.Joined => sum with { Joined = sum.Joined + 1 },
            RawMailEnd.Dropped => sum with { Dropped = sum.Dropped + 1 },
            _ => sum with { Quarantined = sum.Quarantined + 1 },
        };
    }
}
