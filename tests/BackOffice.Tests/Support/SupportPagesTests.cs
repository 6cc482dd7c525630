using Bunit;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.Support;

public sealed class SupportPagesTests
{
    [Fact]
    public async Task A_mail_stands_in_the_open_queue_of_both_agents_and_leaves_it_when_solved()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await using var sam = await company.Sam.Opens<QueuePage>();
        await using var greta = await company.Greta.Opens<QueuePage>(language: "es");
        sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));

        var ticket = await company.Writes("Two hearts <script>alert(1)</script> missing", "We counted 46.");

        sam.WaitForAssertion(() => Assert.Contains("We counted 46.", sam.Markup));
        greta.WaitForAssertion(() => Assert.Contains("We counted 46.", greta.Markup));
        Assert.DoesNotContain("<script", sam.Markup);
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Solved));
        greta.WaitForAssertion(() => Assert.DoesNotContain("We counted 46.", greta.Markup));
    }

    [Fact]
    public async Task A_ticket_shows_what_was_said_the_note_in_yellow_and_quotes_folded()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Missing", "We counted 46.\n\nOn Mon, 23 Nov 2026 at 10:00 Support <support@practice.example> wrote:\n> Dear Hannah\n> it left");
        await using var screen = await company.Sam.Opens<TicketPage>(p => p.Add(x => x.Number, ticket.Value));
        screen.WaitForAssertion(() => Assert.Contains("We counted 46.", screen.Markup));

        await company.Greta.Does(new AddNote(ticket, "Put both on the next order."));

        screen.WaitForAssertion(() => Assert.Contains("Put both on the next order.", Assert.Single(screen.All("li.msg.note")).TextContent));
        Assert.Contains("quoted lines", screen.Find("details.quote summary").TextContent);
        Assert.Contains("First response", screen.Markup);
    }

    [Fact]
    public async Task A_reply_is_written_sent_and_seen_by_the_other_agent()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Missing", "We counted 46.");
        await using var sam = await company.Sam.Opens<TicketPage>(p => p.Add(x => x.Number, ticket.Value));
        await using var greta = await company.Greta.Opens<TicketPage>(p => p.Add(x => x.Number, ticket.Value));

        sam.Find("textarea.draft").Input("You are right, two more come tomorrow.");
        sam.Press("Send");

        greta.WaitForAssertion(() => Assert.Contains("two more come tomorrow", Assert.Single(greta.All("li.msg.out")).TextContent));
        await company.RunErrands();
        Assert.Single(sent.Sent, m => m.TextBody!.Contains("two more come tomorrow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_and_the_mail_page_open_in_both_languages()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await company.Receives("just words");
        await using var form = await company.Sam.Opens<NewTicketPage>(language: "es");
        await using var mail = await company.Stella.Opens<MailPage>();

        Assert.Contains("Abrir consulta", form.Markup);
        mail.WaitForAssertion(() => Assert.Contains("support@practice.example", mail.Markup));
        mail.WaitForAssertion(() => Assert.Contains("no header", mail.Markup));
    }

    [Fact]
    public async Task An_order_named_in_a_mail_stands_beside_it_and_moves_while_one_reads()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var (order, shipment) = await company.Packed(("HEART", 3));
        var ticket = await company.Writes("Where is it?", $"Where is O-{order.Value}? Not O-999999.");
        await using var screen = await company.Sam.Opens<TicketPage>(p => p.Add(x => x.Number, ticket.Value));
        await using var queue = await company.Greta.Opens<QueuePage>();
        screen.WaitForAssertion(() => Assert.Contains("0 of 3 shipped", screen.Markup));
        queue.WaitForAssertion(() => Assert.Contains("3 of 3 packed", queue.Markup));
        Assert.Equal($"/orders/{order.Value}", screen.Find("li.msg a.ref").GetAttribute("href"));
        Assert.Single(screen.All("li.msg a.ref"));

        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA10123456784"));

        screen.WaitForAssertion(() => Assert.Contains("3 of 3 shipped", screen.Markup));
        screen.WaitForAssertion(() => Assert.Contains("1Z999AA10123456784", screen.Markup));
        queue.WaitForAssertion(() => Assert.Contains("shipped", queue.Markup));
    }
}
