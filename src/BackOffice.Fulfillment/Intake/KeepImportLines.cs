using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>A line to keep: rejected or set aside, as it came.</summary>
public sealed record LooseLine(string Fingerprint, string FileName, int Number, string Raw, LineVerdict Verdict, RejectReason? Reason, string? Detail, SetAsideKind? Aside);

/// <summary>How many of them count for this import, and how many an earlier import had brought already.</summary>
public sealed record KeptLines(int Rejected, int SetAside, int Duplicates);

// Keeps lines that are no orders. A line that another import of this channel brought before is a duplicate and is not kept again.
[Needs(May.RunImports)]
public sealed record KeepImportLines(ImportId Import, string Channel, Many<LooseLine> Lines) : Command<KeptLines>
{
    public const int Most = 200;

    public override async Task<KeptLines> Run(Work work)
    {
        Refuse.If(!await work.All<Import>().AnyAsync(i => i.Id == Import), "There is no such import.", Refusal.NotFound);
        var fingerprints = Lines.Select(line => line.Fingerprint).ToList();
        var known = await work.All<ImportLine>().AsNoTracking().Where(l => l.Channel == Channel && fingerprints.Contains(l.Fingerprint))
            .Select(l => new { l.Fingerprint, l.Import }).ToDictionaryAsync(l => l.Fingerprint, l => l.Import);
        int rejected = 0, aside = 0, duplicates = 0;
        foreach (var line in Lines)
        {
            var isKnown = known.TryGetValue(line.Fingerprint, out var import);
            if (isKnown && import != Import)
            {
                duplicates++;
                continue;
            }
            if (line.Verdict is LineVerdict.Rejected) rejected++;
            else aside++;
            if (isKnown) continue;
            work.Add(new ImportLine
            {
                Id = work.New<ImportLineId>(),
                Import = Import,
                Channel = Channel,
                FileName = line.FileName,
                LineNumber = line.Number,
                Raw = line.Raw,
                Fingerprint = line.Fingerprint,
                Verdict = line.Verdict,
                Reason = line.Reason,
                Detail = line.Detail,
                Aside = line.Aside,
            });
        }
        return new(rejected, aside, duplicates);
    }
}
