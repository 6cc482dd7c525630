namespace BackOffice.Accounting;

public enum FileFate { Imported, Duplicate, Refused }

/// <summary>What became of one file of a bank.</summary>
public sealed record StatementFileResult(string File, FileFate Status, string? Reason, int Statements, int Entries, int Matched, int Suspense);

/// <summary>Brings a bank's file in: kept as it is, read and checked, then booked by <see cref="ImportStatement"/>. For the upload and the command line.</summary>
public sealed class StatementFiles(Commands commands, Files files)
{
    public async Task<StatementFileResult> Import(string name, Stream content, Actor actor, bool newAccounts = false)
    {
        try
        {
            var hash = await files.Keep(content, Camt053.MostBytes);
            await using var kept = files.Open(hash)!;
            var kind = FileKinds.Of(kept);
            Refuse.If(kind is not (FileKind.Xml or FileKind.Text), $"This is no bank statement in CAMT.053: it holds {kind}, not XML.");
            var read = Camt053.Read(kept);
            var outcome = await commands.Send(new ImportStatement(FileNames.Plain(name), hash, read, newAccounts), actor);
            if (outcome.Refusal is { } refusal)
                return new(name, FileFate.Refused, refusal.ToString(), 0, 0, 0, 0);
            var done = outcome.Answer!;
            return new(name, done.WasKnown ? FileFate.Duplicate : FileFate.Imported, null, done.Statements, done.Entries, done.Matched, done.Suspense);
        }
        catch (RefusedException refused)
        {
            return new(name, FileFate.Refused, refused.Refusal.ToString(), 0, 0, 0, 0);
        }
    }
}
