using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>What the palette finds: records one of whose identifiers begins with the term, in the kinds one may see.</summary>
[ForEveryone("Only kinds that the asker may see are asked for.")]
public sealed record Found(string Term, Many<string> Kinds) : ListView<Found.Row>
{
    public sealed record Row(string Kind, long Id, string Title, string Detail, string Href);

    public override int Limit => 20;

    public override IQueryable<Row> Read(Reader reader)
    {
        var from = Tracked.Normal(Term);
        var to = from + "\uffff";
        var kinds = Kinds.ToArray();
        return reader.All<LookupRow>().Where(l => kinds.Contains(l.Kind) && string.Compare(l.Term, from) >= 0 && string.Compare(l.Term, to) < 0)
            // What bears the name itself comes before what only mentions it (an order before its invoice).
            .OrderBy(l => l.Title.ToLower() == from ? 0 : 1).ThenBy(l => l.Term).ThenBy(l => l.Kind).ThenByDescending(l => l.Subject).Select(l => new Row(l.Kind, l.Subject, l.Title, l.Detail, l.Href));
    }
}
