using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Permissions of the kernel's own doors.</summary>
public static class May
{
    public const string SeeErrands = "portal.see-errands";
    public const string RetryErrands = "portal.retry-errands";
    public const string SeeHistory = "portal.see-history";
    public const string ManagePeople = "portal.manage-people";
    public const string SeeStatus = "portal.see-status";
    public const string KeepCustomers = "portal.keep-customers";
    public const string ExportPersonalData = "portal.export-personal-data";
    public const string ErasePersonalData = "portal.erase-personal-data";
    public const string ManageKeys = "portal.manage-keys";
    public const string SeeAudit = "portal.see-audit";
    public const string LiftFence = "portal.lift-fence";
    public const string SeeChecks = "portal.see-checks";
    public const string RunChecks = "portal.run-checks";
    public const string HangWalls = "portal.hang-walls";
}

[Event("portal.errand-stuck", 1)]
public sealed record ErrandStuck(long Errand, string Kind, string Reason) : Event
{
    public override Words Says() => $"Not sent: {Reason}";
}

// Leaves an errand as a visible item: after its last try, or because the outside may have done it already.
[Needs(May.RetryErrands), Raises<ErrandStuck>]
public sealed record SetErrandAside(long Id, string Reason, bool IsUnknown) : Command
{
    public override async Task Run(Work work)
    {
        var row = await work.All<ErrandRow>().FirstOrDefaultAsync(r => r.Id == Id);
        Refuse.If(row is null, "There is no such errand.");
        // A runner that slept says so late: another has finished it meanwhile.
        if (row.State is ErrandState.Done) return;
        if (IsUnknown) row.LeaveUnknown(Reason);
        else
        {
            while (row.State is ErrandState.Waiting) row.Fail(Reason, work.Now);
        }
        work.Raise(new ErrandStuck(Id, row.Kind, Masked.Addresses(Reason)));
    }
}

[Event("portal.errand-retried", 1)]
public sealed record ErrandRetried(long Errand) : Event;

// Puts a stuck errand back into the queue, because a person says that its cause is mended.
[Needs(May.RetryErrands), Raises<ErrandRetried>]
public sealed record RetryErrand(long Id) : Command
{
    public override async Task Run(Work work)
    {
        var row = await work.All<ErrandRow>().FirstOrDefaultAsync(r => r.Id == Id);
        Refuse.If(row is null, "There is no such errand.");
        Refuse.If(row.State is ErrandState.Waiting or ErrandState.Done, $"This errand is {row.State}; only one that got stuck is tried again.");
        row.TryAgain(work.Now);
        work.Raise(new ErrandRetried(Id));
    }
}

[Needs(May.SeeErrands)]
public sealed record StuckErrands : ListView<StuckErrands.Row>
{
    public sealed record Row(long Id, string Kind, string Subject, ErrandState State, int Tries, string? Reason, DateTime CreatedAt)
    {
        /// <summary>Its kind in words: <c>support.send-reply</c> is "Send reply".</summary>
        public string Deed => Kind.Split('.')[^1].Replace('-', ' ') is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : Kind;
        public string SubjectKind => Subject.Split(':')[0] is { Length: > 0 } kind ? char.ToUpperInvariant(kind[0]) + kind[1..] : "";
        public string SubjectId => Subject.Contains(':', StringComparison.Ordinal) ? Subject.Split(':')[1] : "";
    }

    public override IQueryable<Row> Read(Reader reader) => reader.All<ErrandRow>()
        .Where(r => r.State == ErrandState.Stuck || r.State == ErrandState.UnknownOutcome)
        .OrderBy(r => r.Id).Select(r => new Row(r.Id, r.Kind, r.Subject, r.State, r.Tries, r.LastError, r.CreatedAt));
}
