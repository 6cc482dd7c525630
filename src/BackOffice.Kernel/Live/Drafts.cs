using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// Keeps what a person is typing, by record and kind of form; an empty text forgets it. Never in the log.
[ForEveryone("Everyone may keep a note of what they are typing."), Quiet]
public sealed record SaveDraft(string Subject, string Kind, string Content) : Command
{
    public const int Most = 200_000;
    /// <summary>Of one person; the oldest go first.</summary>
    public const int MostKept = 100;

    public override async Task Run(Work work)
    {
        Refuse.If(Content.Length > Most, "This draft is too long to be kept; shorten it or attach it as a file.");
        var drafts = work.All<Draft>();
        var me = work.Actor.Id;
        if (Content.Length == 0)
        {
            await drafts.Where(d => d.Person == me && d.Subject == Subject && d.Kind == Kind).ExecuteDeleteAsync();
            return;
        }
        var draft = await drafts.FirstOrDefaultAsync(d => d.Person == me && d.Subject == Subject && d.Kind == Kind);
        if (draft is null)
        {
            var oldest = await drafts.Where(d => d.Person == me).OrderByDescending(d => d.At).Skip(MostKept - 1).ToListAsync();
            foreach (var old in oldest) work.Remove(old);
            work.Add(draft = new Draft { Person = me, Subject = Subject, Kind = Kind });
        }
        (draft.Content, draft.At) = (Content, work.Now);
    }
}

[ForEveryone("Only one's own drafts.")]
public sealed record DraftOf(PersonId Person, string Subject, string Kind) : View<DraftOf.Value?>
{
    public sealed record Value(string Content, DateTime At);

    public override Task<Value?> Read(Reader reader) => reader.All<Draft>()
        .Where(d => d.Person == Person && d.Subject == Subject && d.Kind == Kind).Select(d => new Value(d.Content, d.At)).FirstOrDefaultAsync();
}
