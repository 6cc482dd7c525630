using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace BackOffice.Tests.Support;

/// <summary>Keeps what would have left the house.</summary>
sealed class CaughtMail : IOutgoingMail
{
    public List<MimeMessage> Sent { get; } = [];
    public Exception? Fails { get; set; }
    public Func<MimeMessage, Exception?>? FailsFor { get; set; }

    public Task Send(MimeMessage message, CancellationToken stop = default)
    {
        if ((FailsFor?.Invoke(message) ?? Fails) is { } failure) throw failure;
        Sent.Add(message);
        return Task.CompletedTask;
    }
}

/// <summary>A company whose post the test is.</summary>
static class SupportCompany
{
    public static async Task<(Company Company, CaughtMail Out)> Open(bool realTime = false)
    {
        var caught = new CaughtMail();
        return (await Company.Open(realTime, services => services.AddSupport(caught)), caught);
    }

    extension(Company company)
    {
        public MailIntake Post => company.Services.GetRequiredService<MailIntake>();

        /// <summary>A mail arrives at the door.</summary>
        public Task<MailEnd> Receives(string text) => company.Post.Take(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), "test", "test");

        /// <summary>A customer writes; gives the ticket.</summary>
        public async Task<TicketId> Writes(
            string subject, string text, string from = "hannah@wren.example", string? inReplyTo = null, string extra = "", string to = "support@practice.example") =>
            (await company.Receives($"From: Hannah Wren <{from}>\nTo: {to}\nSubject: {subject}\nMessage-ID: <{Guid.NewGuid():N}@wren.example>\n"
                + (inReplyTo is null ? "" : $"In-Reply-To: <{inReplyTo}>\n") + extra + $"\n{text}\n")).Ticket ?? throw new InvalidOperationException("The mail opened no ticket.");

        public async Task<Ticket> Ticket(TicketId id) => (await company.All<Ticket>()).Single(t => t.Id == id);

        public async Task<TicketMessageId?> Seen(TicketId id) => (await company.Ticket(id)).LatestMessage;

        public async Task Replies(Colleague who, TicketId id, string text = "You are right.", TicketState then = TicketState.PendingCustomer) =>
            await who.Does(new ReplyToTicket(id, text, then, await company.Seen(id)));
    }
}
