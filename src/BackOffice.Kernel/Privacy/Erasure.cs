using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>A line of the report: how many records of what were blanked, or kept and why. No word of it is personal.</summary>
public sealed record ErasureLine(string What, int Count, string? KeptBecause = null);

/// <summary>What an erasure did, as the departments tell it.</summary>
public sealed class Erasure(Work work)
{
    /// <summary>What stands where a name stood.</summary>
    public const string Blank = "Erased";

    readonly List<ErasureLine> lines = [];
    readonly HashSet<string> files = [];

    public Many<ErasureLine> Lines => lines.ToMany();
    public Many<string> Files => files.Order(StringComparer.Ordinal).ToMany();

    public void Blanked(Words what, int count)
    {
        if (count > 0) lines.Add(new(what.ToString(), count));
    }

    public void Kept(Words what, int count, Words because)
    {
        if (count > 0) lines.Add(new(what.ToString(), count, because.ToString()));
    }

    /// <summary>Files to be deleted after the commit, unless another row names them.</summary>
    public void Drop(IEnumerable<string?> hashes) => files.UnionWith(hashes.OfType<string>().Where(hash => hash.Length == 64));

    /// <summary>Records are found by their number only from now on.</summary>
    public async Task FindBy<TId>(string kind, IReadOnlyDictionary<TId, string> numbers) where TId : struct, IId
    {
        var ids = numbers.Keys.Select(id => id.Value).ToArray();
        var rows = work.All<LookupRow>();
        var hrefs = await rows.AsNoTracking().Where(l => l.Kind == kind && ids.Contains(l.Subject)).Select(l => new { l.Subject, l.Href }).Distinct().ToListAsync();
        await rows.Where(l => l.Kind == kind && ids.Contains(l.Subject)).ExecuteDeleteAsync();
        work.Touched<LookupRow>();
        foreach (var (id, number) in numbers)
            if (hrefs.Find(h => h.Subject == id.Value) is { } found)
                work.Add(new LookupRow { Kind = kind, Subject = id.Value, Term = number.ToLowerInvariant(), Title = number, Detail = "", Href = found.Href });
    }

    /// <summary>What anyone was typing about these records.</summary>
    public async Task ForgetDrafts<TId>(IEnumerable<TId> of) where TId : struct, IId
    {
        var subjects = of.Select(id => Touched.Key(id)).ToArray();
        Blanked("Drafts", await work.All<Draft>().Where(d => subjects.Contains(d.Subject)).ExecuteDeleteAsync());
    }
}
