using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// The directory signs someone out (front-channel): all that began from its session ends here too.
[Needs(May.ManagePeople), Raises<SessionEnded>]
public sealed record EndDirectorySessions([property: Secret] string DirectorySession) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(DirectorySession), "The directory has to name its session.");
        foreach (var id in await work.All<PersonSession>().Where(s => s.DirectorySession == DirectorySession && s.EndedAt == null).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync())
            await EndSession.End(work, id, SessionEnd.Directory);
    }
}
