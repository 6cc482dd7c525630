using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Support;
using BackOffice.Tests.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers;

/// <summary>Sorted by danger: a node sleeps over the end of its lease, another takes over, and then the first goes on with what it had in hand.</summary>
public class OldHolderTests
{
    [Fact]
    public async Task An_errand_that_another_has_done_is_not_done_again_and_stays_done()
    {
        var (company, outside) = await SupportCompany.Open();
        await using var closing = company;
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        var (runnerA, runnerB) = (a.Services.GetRequiredService<ErrandRunner>(), b.Services.GetRequiredService<ErrandRunner>());
        await Reply(company);
        var before = outside.Sent.Count;

        var hand = await runnerA.LeaseDue();
        Assert.Single(hand.Rows);
        Assert.Equal(0, await runnerB.RunDue());
        company.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await runnerB.RunDue());
        Assert.Equal(before + 1, outside.Sent.Count);

        outside.Fails = new IOException("would have been tried");
        await runnerA.Do(hand);
        await company.Does(HouseActor.Post, new SetErrandAside(hand.Rows[0].Id, "Slept through it.", true));

        Assert.Equal(before + 1, outside.Sent.Count);
        Assert.All(await company.All<ErrandRow>(), row => Assert.Equal((ErrandState.Done, 0), (row.State, row.Tries)));
    }

    [Fact]
    public async Task An_errand_that_another_has_in_hand_is_neither_begun_nor_freed()
    {
        var (company, outside) = await SupportCompany.Open();
        await using var closing = company;
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        var (runnerA, runnerB) = (a.Services.GetRequiredService<ErrandRunner>(), b.Services.GetRequiredService<ErrandRunner>());
        await Reply(company);
        var before = outside.Sent.Count;

        var old = await runnerA.LeaseDue();
        company.Clock.Advance(TimeSpan.FromMinutes(3));
        var hand = await runnerB.LeaseDue();
        Assert.Single(hand.Rows);
        await runnerA.Do(old);
        await runnerA.Do(old, new CancellationToken(true));
        Assert.Equal(before, outside.Sent.Count);
        Assert.Equal(0, await runnerA.RunDue());

        Assert.Equal(1, await runnerB.Do(hand));
        Assert.Equal(before + 1, outside.Sent.Count);
    }

    [Fact]
    public async Task One_that_slept_and_was_not_taken_over_goes_on()
    {
        var (company, outside) = await SupportCompany.Open();
        await using var closing = company;
        await Reply(company);
        var before = outside.Sent.Count;
        var runner = company.Services.GetRequiredService<ErrandRunner>();
        var hand = await runner.LeaseDue();
        company.Clock.Advance(TimeSpan.FromMinutes(3));
        await runner.Do(hand);
        Assert.Equal(before + 1, outside.Sent.Count);
        Assert.Equal(0, await runner.RunDue());
    }

    [Fact]
    public async Task A_webhook_that_another_node_has_delivered_is_not_sent_again()
    {
        await using var receiver = await Receiver.Start();
        // Nodes share their keys.
        var keys = new EphemeralDataProtectionProvider();
        await using var company = await Company.Open(also: services => services.AddSingleton(new WebhookSettings(AllowPrivate: true)).AddSingleton<IDataProtectionProvider>(keys));
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        var (senderA, senderB) = (a.Services.GetRequiredService<WebhookSender>(), b.Services.GetRequiredService<WebhookSender>());
        await company.Ada.Does(new AddWebhook("Web shop", receiver.Url, "portal.signed-in", company.Services.GetRequiredService<SecretBox>().Close(Webhook.NewSecret())));
        await company.Olga.SignsIn();
        // Queued but not sent: at first it waits.
        while (await new WebhookQueue(company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<IWriter>(), company.Time).Fill() > 0) { }

        var (webhook, delivery) = Assert.Single(await senderA.Due());
        var until = await senderA.Lease(delivery);
        Assert.NotNull(until);
        Assert.Equal(0, await senderB.RunDue());
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await senderB.RunDue());
        await senderA.Send(webhook, delivery, until.Value);

        Assert.Single(receiver.All);
        var row = Assert.Single(await company.All<WebhookDelivery>());
        Assert.Equal((DeliveryState.Delivered, 1), (row.State, row.Tries));
    }

    [Fact]
    public async Task What_was_due_happens_once_and_what_was_put_off_meanwhile_waits()
    {
        await using var company = await Company.Open();
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        var (clockA, clockB) = (a.Services.GetRequiredService<BackOffice.Kernel.Clock>(), b.Services.GetRequiredService<BackOffice.Kernel.Clock>());
        async Task<WallId> Hangs(string device, string code)
        {
            await company.Does(HouseActor.Program, new ShowWallCode(Wall.HashOf(device), Wall.HashOf(code), "203.0.113.9", null));
            return (await company.Noor.Does(new PairWall(code, device, ["company"], 30))).Wall!.Value;
        }

        var (ended, kept) = (await Hangs("tv-1", "K74Q92"), await Hangs("tv-2", "ACDEFG"));
        await company.Noor.Does(new RevokeWall(ended));
        await company.Noor.Does(new RevokeWall(kept));
        company.Clock.Advance(Wall.Undo);
        var old = await clockA.DueNow();
        // Taken back at the last moment and revoked anew: node a knows only the first time.
        await company.Noor.Does(new KeepWall(kept));
        await company.Noor.Does(new RevokeWall(kept));
        await clockB.RunDue();
        await clockA.Send(old);
        await clockA.Send(old);

        Assert.Single(await company.All<LogEntry>(), e => e.Kind == "portal.wall-ended");
        Assert.Null((await company.All<Wall>()).Single(w => w.Id == kept).RevokedAt);
        Assert.Single(await company.All<Due>(), due => due.Command.EndsWith("EndWall", StringComparison.Ordinal));
        await company.Passes(Wall.Undo);
        Assert.NotNull((await company.All<Wall>()).Single(w => w.Id == kept).RevokedAt);
    }

    [Fact]
    public async Task A_mailbox_is_not_read_again_because_a_node_says_late_how_far_it_was()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var mailbox = (await company.All<Mailbox>())[0].Id;
        const string mail = "From: Hannah <hannah@wren.example>\nTo: support@practice.example\nSubject: Once\nMessage-ID: <once@wren.example>\n\nHello\n";
        // Both nodes had the message in hand; the second has read on.
        await company.Receives(mail);
        await company.Does(HouseActor.Post, new MoveImapCursor(mailbox, 7, 10));
        await company.Receives(mail);
        await company.Does(HouseActor.Post, new MoveImapCursor(mailbox, 7, 5));

        Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In);
        Assert.Equal((7, 10), Assert.Single(await company.All<ImapCursor>()) is var cursor ? (cursor.Validity, cursor.LastUid) : default);
        // The server made its numbers anew: they begin again.
        await company.Does(HouseActor.Post, new MoveImapCursor(mailbox, 8, 1));
        Assert.Equal(1, Assert.Single(await company.All<ImapCursor>()).LastUid);
    }

    static async Task Reply(Company company)
    {
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.RunErrands();
        await company.Replies(company.Sam, ticket);
    }
}
