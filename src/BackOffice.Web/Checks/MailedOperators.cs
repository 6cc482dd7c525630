using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace BackOffice.Web;

/// <summary>Words to operators leave by the same door as Support's mail, from the company's first mailbox.</summary>
sealed class MailedOperators(IOutgoingMail outgoing, Database database, TimeProvider clock) : IOperatorPost
{
    public async Task Send(OperatorMail mail)
    {
        using var reading = await database.Read();
        var from = await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).FirstOrDefaultAsync();
        var message = new MimeMessage { Subject = mail.Subject, Date = clock.GetUtcNow(), MessageId = $"{mail.Id}@{from?.Address.Split('@').Last() ?? "backoffice.invalid"}" };
        message.From.Add(new MailboxAddress(reading.Reader.Company.Name, from?.Address ?? "portal@backoffice.invalid"));
        message.To.Add(new MailboxAddress(mail.Name, mail.To));
        // A person must answer no machine: mail servers and our own intake leave it alone.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = mail.Text };
        await outgoing.Send(message);
    }
}
