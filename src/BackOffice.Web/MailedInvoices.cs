using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace BackOffice.Web;

/// <summary>Invoices leave by the same door as Support's mail, from the company's first mailbox.</summary>
sealed class MailedInvoices(IOutgoingMail outgoing, Database database, TimeProvider clock) : IInvoicePost
{
    public async Task Send(InvoiceMail mail, CancellationToken stop = default)
    {
        using var reading = await database.Read();
        var from = await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).FirstOrDefaultAsync(stop);
        var message = new MimeMessage { Subject = mail.Subject, Date = clock.GetUtcNow(), MessageId = $"{mail.Id}@{from?.Address.Split('@').Last() ?? "backoffice.invalid"}" };
        message.From.Add(new MailboxAddress(reading.Reader.Company.Name, from?.Address ?? "invoices@backoffice.invalid"));
        message.To.Add(new MailboxAddress(mail.Name, mail.To));
        var body = new BodyBuilder { TextBody = mail.Text };
        body.Attachments.Add(mail.FileName, mail.Pdf, new ContentType("application", "pdf"));
        message.Body = body.ToMessageBody();
        await outgoing.Send(message, stop);
    }
}
