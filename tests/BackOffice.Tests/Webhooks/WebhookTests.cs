using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Webhooks;

public class WebhookTests
{
    readonly string secret = Webhook.NewSecret();

    [Fact]
    public async Task An_event_is_told_once_signed_and_with_nothing_but_ids()
    {
        await using var receiver = await Receiver.Start();
        await using var company = await Open();
        await company.Ada.Does(Hook(company, receiver.Url));
        await company.Olga.SignsIn();
        await company.Olga.SignsOut();

        Assert.Equal(1, await Send(company));
        Assert.Equal(0, await Send(company));
        var heard = Assert.Single(receiver.All);
        Assert.Equal((new DateTimeOffset(2026, 11, 24, 10, 0, 0, default)).ToUnixTimeSeconds().ToString(), heard.Timestamp);
        Assert.True(Verifies(heard, secret));
        Assert.False(Verifies(heard with { Body = heard.Body + " " }, secret));
        Assert.False(Verifies(heard with { Timestamp = "1" }, secret));
        var body = JsonDocument.Parse(heard.Body).RootElement;
        Assert.Equal(("portal.signed-in", company.Olga.Id.Value.ToString()), (body.GetProperty("type").GetString(), body.GetProperty("data").GetProperty("person").GetString()));
        Assert.Equal($"evt_{body.GetProperty("position").GetInt64()}", heard.Id);
    }

    [Fact]
    public async Task While_a_secret_is_rotated_both_sign_and_neither_stands_in_the_database()
    {
        await using var receiver = await Receiver.Start();
        await using var company = await Open();
        var hook = await company.Ada.Does(Hook(company, receiver.Url));
        var next = Webhook.NewSecret();
        await company.Ada.Does(new RotateWebhookSecret(hook.Webhook, Box(company).Close(next), 24));
        await company.Olga.SignsIn();
        await Send(company);
        company.Clock.Advance(TimeSpan.FromHours(25));
        await company.Olga.SignsIn();
        await Send(company);

        var heard = receiver.All.ToArray();
        Assert.True(Verifies(heard[0], secret) && Verifies(heard[0], next));
        Assert.True(!Verifies(heard[1], secret) && Verifies(heard[1], next));
        var row = Assert.Single(await company.All<Webhook>());
        Assert.DoesNotContain(secret, row.Secret + row.OldSecret);
        Assert.DoesNotContain(next, row.Secret + row.OldSecret);
    }

    [Fact]
    public async Task One_that_is_down_gets_it_later_and_in_order_for_each_record()
    {
        var port = PortalProcess.FreePort();
        await using var company = await Open();
        await company.Ada.Does(Hook(company, $"http://127.0.0.1:{port}/hooks", "portal.signed"));
        await company.Olga.SignsIn();
        await company.Olga.SignsIn();
        await company.Ada.SignsIn();
        // The second one waits behind the first of the same person; another person's does not.
        Assert.Equal(2, await Send(company));
        Assert.All((await company.All<WebhookTry>()), t => Assert.Null(t.Status));

        await using var receiver = await Receiver.Start(port);
        Assert.Equal(0, await Send(company));
        company.Clock.Advance(TimeSpan.FromSeconds(6));
        while (await Send(company) > 0) { }
        Assert.Equal(3, receiver.All.Count);
        var olga = receiver.All.Select(h => JsonDocument.Parse(h.Body).RootElement).Where(b => b.GetProperty("data").GetProperty("person").GetString() == company.Olga.Id.Value.ToString());
        var positions = olga.Select(b => b.GetProperty("position").GetInt64()).ToList();
        Assert.True(positions is [var before, var after] && before < after, $"Olga's came as {string.Join(", ", positions)}.");
        Assert.All(await company.All<WebhookDelivery>(), d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task One_that_never_answers_is_noted_and_keeps_no_other_waiting()
    {
        await using var slow = await Receiver.Start();
        await using var quick = await Receiver.Start();
        using var end = new CancellationTokenSource();
        slow.Answers = async context => await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end.Token).Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await using var company = await Open();
        await company.Ada.Does(Hook(company, slow.Url));
        await company.Ada.Does(Hook(company, quick.Url));
        await company.Olga.SignsIn();
        await Send(company);

        Assert.Single(quick.All);
        var tries = await company.All<WebhookTry>();
        Assert.Contains(tries, t => t.Status is null && t.Answer.Contains("No answer within 1 s"));
        Assert.Contains(tries, t => t.Status is 200);
        await end.CancelAsync();
    }

    [Fact]
    public async Task After_three_days_of_500_it_is_set_aside_and_a_person_sends_it_again()
    {
        await using var receiver = await Receiver.Start();
        receiver.Says(500);
        await using var company = await Open();
        var hook = (await company.Ada.Does(Hook(company, receiver.Url))).Webhook;
        await company.Olga.SignsIn();
        var from = company.Clock.GetUtcNow();
        for (var tries = 0; await Send(company) > 0 && tries < 20; tries++) company.Clock.Advance(TimeSpan.FromHours(24));
        var delivery = Assert.Single(await company.All<WebhookDelivery>());
        Assert.Equal((DeliveryState.SetAside, WebhookDelivery.Pauses.Length + 1, 500), (delivery.State, delivery.Tries, delivery.Status));
        Assert.InRange(WebhookDelivery.Pauses.Aggregate(TimeSpan.Zero, (a, b) => a + b), TimeSpan.FromDays(3), TimeSpan.FromDays(3.5));
        Assert.Contains(await company.All<LogEntry>(), e => e.Kind == "portal.webhook-gave-up");

        receiver.Says(204);
        await company.Ada.Does(new ResendDelivery(hook, delivery.Position));
        await Send(company);
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await company.All<WebhookDelivery>()).State);
        // The receiver can tell that it is the same, and each try is signed in its own time: none falls out of the replay window.
        Assert.Single(receiver.All.Select(h => h.Id).Distinct());
        Assert.Equal(receiver.All.Count, receiver.All.Select(h => h.Timestamp).Distinct().Count());
        Assert.InRange(company.Clock.GetUtcNow().ToUnixTimeSeconds() - long.Parse(receiver.All.Last().Timestamp), 0, (long)WebhookSignature.Window.TotalSeconds);
    }

    [Fact]
    public async Task Who_answers_410_is_told_nothing_more_until_a_person_resumes()
    {
        await using var receiver = await Receiver.Start();
        receiver.Says(410);
        await using var company = await Open();
        var hook = (await company.Ada.Does(Hook(company, receiver.Url))).Webhook;
        await company.Olga.SignsIn();
        await Send(company);
        Assert.Contains("410", Assert.Single(await company.All<Webhook>()).PausedWhy!);
        await company.Ada.SignsIn();
        company.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await Send(company));
        Assert.Contains("is paused", (await company.Ada.IsRefused(new ResendDelivery(hook, 2))).ToString());

        receiver.Says(200);
        await company.Ada.Does(new ResumeWebhook(hook));
        while (await Send(company) > 0) { }
        Assert.Equal(2, receiver.All.Select(h => h.Id).Distinct().Count());
        await company.Ada.Does(new EndWebhook(hook));
        Assert.Contains("has ended", (await company.Ada.IsRefused(new ResumeWebhook(hook))).ToString());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = context => { context.Response.Redirect("/elsewhere"); return Task.CompletedTask; };
        await using var company = await Open();
        await company.Ada.Does(Hook(company, receiver.Url));
        await company.Olga.SignsIn();
        await Send(company);
        Assert.Equal("/hooks", Assert.Single(receiver.All).Path);
        Assert.Equal(302, Assert.Single(await company.All<WebhookTry>()).Status);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/hooks", "inside our own network")]
    [InlineData("https://localhost:{0}/hooks", "inside our own network")]
    [InlineData("https://[::1]:{0}/hooks", "inside our own network")]
    [InlineData("https://0.0.0.0:{0}/hooks", "inside our own network")]
    [InlineData("https://2130706433:{0}/hooks", "inside our own network")]
    [InlineData("http://127.0.0.1:{0}/hooks", "Only https")]
    public async Task Our_own_network_is_never_called(string url, string why)
    {
        await using var receiver = await Receiver.Start();
        await using var company = await Open(allowPrivate: false);
        await company.Ada.Does(Hook(company, string.Format(url, new Uri(receiver.Url).Port)));
        await company.Olga.SignsIn();
        await Send(company);
        Assert.Empty(receiver.All);
        Assert.Contains(why, Assert.Single(await company.All<WebhookTry>()).Answer);
    }

    [Theory]
    [InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("255.255.255.255")]
    [InlineData("224.0.0.1"), InlineData("::"), InlineData("::1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("fc00::1"), InlineData("ff02::1"), InlineData("::ffff:10.0.0.1"), InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::"), InlineData("2001:db8::1"), InlineData("198.18.0.1"), InlineData("192.0.2.1"), InlineData("::7f00:1")]
    public void What_is_not_the_public_internet_is_not_outside(string address) => Assert.False(OutsideOnly.IsOutside(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2606:4700::1111"), InlineData("::ffff:8.8.8.8"), InlineData("192.0.1.1")]
    public void The_public_internet_is_outside(string address) => Assert.True(OutsideOnly.IsOutside(IPAddress.Parse(address)));

    [Fact]
    public async Task What_a_webhook_cannot_be_is_refused_in_words()
    {
        await using var company = await Open();
        Assert.Contains("the whole address", (await company.Ada.IsRefused(Hook(company, "ftp://x"))).ToString());
        Assert.Contains("the whole address", (await company.Ada.IsRefused(Hook(company, "https://user:pass@x.example/"))).ToString());
        Assert.Contains("begins with nonsense", (await company.Ada.IsRefused(Hook(company, "https://x.example/", "nonsense"))).ToString());
        await company.Carl.IsRefused(Hook(company, "https://x.example/"), Refusal.NotAllowed);
    }

    [Fact]
    public async Task Its_pages_show_the_webhook_its_deliveries_and_one_with_its_tries()
    {
        await using var receiver = await Receiver.Start();
        receiver.Says(503);
        await using var company = await Open();
        await using var deliveries = await company.Ada.Opens<BackOffice.Web.Webhooks.DeliveriesPage>(address: "/admin/webhooks/deliveries");
        deliveries.WaitForAssertion(() => Assert.Contains("Nothing was sent yet", deliveries.Markup));
        var hook = (await company.Ada.Does(Hook(company, receiver.Url))).Webhook;
        await company.Olga.SignsIn();
        await Send(company);
        // Live, though what was answered writes no log row.
        deliveries.WaitForAssertion(() => Assert.Contains("503", deliveries.Markup));
        var position = (await company.All<WebhookDelivery>()).Single().Position;
        await using var one = await company.Ada.Opens<BackOffice.Web.Webhooks.DeliveryCard>(p => p.Add(c => c.Webhook, hook).Add(c => c.Position, position));
        one.WaitForAssertion(() => Assert.Contains($"evt_{position}", one.Markup));
        await using var all = await company.Ada.Opens<BackOffice.Web.Webhooks.WebhooksPage>();
        all.WaitForAssertion(() => Assert.Contains("Their program", all.Markup));
    }

    Task<Company> Open(bool allowPrivate = true) => Company.Open(also: services => services.AddSingleton(new WebhookSettings(allowPrivate, TimeoutSeconds: 1)));

    static SecretBox Box(Company company) => company.Services.GetRequiredService<SecretBox>();

    AddWebhook Hook(Company company, string url, string kinds = "portal.signed-in") => new("Their program", url, kinds, Box(company).Close(secret));

    static Task<int> Send(Company company) => company.Services.GetRequiredService<WebhookSender>().RunDue();

    // As a receiver does it, by the published manner and not by our own code.
    static bool Verifies(Receiver.Heard heard, string secret)
    {
        var mac = Convert.ToBase64String(new HMACSHA256(Convert.FromBase64String(secret[6..])).ComputeHash(Encoding.UTF8.GetBytes($"{heard.Id}.{heard.Timestamp}.{heard.Body}")));
        return heard.Signature.Split(' ').Contains($"v1,{mac}");
    }
}
