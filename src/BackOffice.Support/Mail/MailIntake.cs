using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BackOffice.Support;

/// <summary>What became of one mail at a door.</summary>
public sealed record MailEnd(RawMailEnd End, bool IsDuplicate, TicketId? Ticket);

/// <summary>
/// Takes mail in, whatever the door: first the bytes and the row (committed: from here on nothing is lost), then what it says. Whatever
/// goes wrong in understanding it puts this one mail into quarantine and never the next.
/// </summary>
public sealed class MailIntake(Commands commands, Database database, Files files, Fence fence, ILogger<MailIntake> log)
{
    static readonly TimeSpan longest = TimeSpan.FromSeconds(20);
    static readonly Actor post = Actor.House(HouseActor.Post);

    /// <summary>Ends when mail may be taken from outside: a restored copy takes none until a person lifts its fence.</summary>
    public Task MayOpen(CancellationToken stop) => fence.Down(stop);

    /// <summary>Takes one mail; throws only if not even the raw mail could be kept, so that the door may refuse it.</summary>
    public async Task<MailEnd> Take(byte[] raw, string door, string foundAt, IReadOnlyList<string>? recipients = null)
    {
        var mailbox = await MailboxFor(recipients ?? []);
        var file = await files.Keep(raw);
        var stored = await commands.Send(new StoreRawMail(mailbox, MailFiles.ContentHash(raw), file, raw.Length, door, foundAt), post);
        if (!stored.Ok) throw new InvalidOperationException($"The mail could not be kept: {stored.Refusal}");
        var answer = stored.Answer!;
        if (answer.IsDuplicate && answer.End is not RawMailEnd.Waiting) return new(answer.End, true, null);
        var taken = await Understand(answer.Raw, raw);
        return new(taken.End, answer.IsDuplicate, taken.Ticket);
    }

    /// <summary>Writes down a mail of which not even the bytes are taken (too large), so that it is seen.</summary>
    public async Task<MailEnd> Refuse(string reason, string door, string foundAt)
    {
        var stored = await commands.Send(new StoreRawMail(await MailboxFor([]), MailFiles.ContentHash(System.Text.Encoding.UTF8.GetBytes(foundAt)), "", 0, door, foundAt), post);
        if (!stored.Ok) throw new InvalidOperationException($"The mail could not be noted: {stored.Refusal}");
        if (!stored.Answer!.IsDuplicate) await commands.Send(new QuarantineMail(stored.Answer.Raw, reason), post);
        return new(RawMailEnd.Quarantined, stored.Answer.IsDuplicate, null);
    }

    /// <summary>Takes up what a crash left between the two steps, and what was let out of quarantine.</summary>
    public async Task<int> Resume()
    {
        List<(RawMailId Id, string File)> waiting;
        using (var reading = await database.Read())
            waiting = [.. (await reading.Reader.All<RawMail>().Where(r => r.End == RawMailEnd.Waiting).OrderBy(r => r.Id).Take(1_000)
                .Select(r => new { r.Id, r.File }).ToListAsync()).Select(r => (r.Id, r.File))];
        foreach (var (id, file) in waiting)
        {
            if (Content(file) is { } raw) await Understand(id, raw);
            else await commands.Send(new QuarantineMail(id, "Its file is missing in the file store."), post);
        }

        return waiting.Count;
    }

    async Task<MailTaken> Understand(RawMailId id, byte[] raw)
    {
        // Outside of what is held against the mail: a database that cannot be read just now is not its fault, nor the time that it takes.
        var ours = await OurAddresses();
        using var limit = new CancellationTokenSource(longest);
        string reason;
        try
        {
            var mail = MailReader.Read(raw, ours, limit.Token);
            var html = mail.Html is null ? null : await files.Keep(System.Text.Encoding.UTF8.GetBytes(mail.Html));
            var parts = new List<KeptPart>();
            foreach (var part in mail.Parts)
                parts.Add(new(part.Name, part.ContentType, part.ContentId, part.Inline, part.Content.Length, await files.Keep(part.Content)));
            // The id makes a repeat after a crash the same asking.
            var taken = await commands.Send(new ReceiveMail(id, mail, html, parts.ToMany()), post);
            if (taken.Ok) return taken.Answer!;
            // A full disk or a database that is held says nothing about this mail: it waits, and is taken up again.
            if (taken.Refusal!.Code is Refusal.Unavailable) return new(RawMailEnd.Waiting, null);
            reason = taken.Refusal.ToString();
        }
        catch (MailReader.NoMail e)
        {
            reason = e.Message;
        }
        catch (OperationCanceledException)
        {
            reason = "It took longer than 20 seconds to read.";
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException))
        {
            // Strangers write the input: whatever it breaks is noted with the mail, and the next mail is taken.
            log.LogError(e, "The mail {Raw} could not be read.", id);
            reason = $"It could not be read: {e.Message}";
        }

        var set = await commands.Send(new QuarantineMail(id, reason), post);
        if (!set.Ok) log.LogError("The mail {Raw} could not be put into quarantine: {Refusal}", id, set.Refusal);
        return new(RawMailEnd.Quarantined, null);
    }

    async Task<MailboxId> MailboxFor(IReadOnlyList<string> recipients)
    {
        using var reading = await database.Read();
        var boxes = await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).Select(m => new { m.Id, m.Address }).ToListAsync();
        var plain = recipients.Select(WithoutTag).ToArray();
        return (boxes.FirstOrDefault(m => plain.Contains(m.Address, StringComparer.OrdinalIgnoreCase)) ?? boxes[0]).Id;
    }

    /// <summary>The addresses of our mailboxes.</summary>
    public async Task<IReadOnlyCollection<string>> OurAddresses()
    {
        using var reading = await database.Read();
        return await reading.Reader.All<Mailbox>().Select(m => m.Address).ToListAsync();
    }

    /// <summary>support+t17.abc@domain is support@domain.</summary>
    internal static string WithoutTag(string address)
    {
        var (plus, at) = (address.IndexOf('+'), address.LastIndexOf('@'));
        return plus > 0 && at > plus ? address[..plus] + address[at..] : address;
    }

    byte[]? Content(string file)
    {
        using var stream = file.Length == 0 ? null : files.Open(file);
        if (stream is null) return null;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
