using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Web.Checks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Checks;

public class ChecksTests
{
    [Fact]
    public async Task Every_invariant_has_a_name_and_a_sentence_of_its_own()
    {
        await using var company = await Company.Open();
        var all = company.Services.GetRequiredService<Verify>().All;
        Assert.True(all.Count >= 30, $"{all.Count} invariants were found.");
        Assert.Equal(all.Count, all.Select(i => i.Name.Template).Distinct().Count());
        Assert.Equal(all.Count, all.Select(i => i.Says.Template).Distinct().Count());
        Assert.All(all, i => Assert.EndsWith(".", i.Says.Template, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_now_checks_everything_and_the_page_says_when()
    {
        await using var company = await Company.Open();
        await company.Issued(("A", 2));
        await company.Ada.Does(new AskForChecks());
        await company.RunErrands();

        var checks = await company.Read(new BackOffice.Kernel.Checks());
        Assert.Equal(company.Services.GetRequiredService<Verify>().All.Count, checks.All.Count);
        Assert.Equal(0, checks.BrokenCount);
        await using var screen = await Opens(company);
        screen.WaitForAssertion(() => Assert.DoesNotContain("not run yet", screen.Markup));
    }

    [Fact]
    public async Task What_does_not_hold_is_said_to_operators_once_and_taken_back_when_it_holds_again()
    {
        var post = new CaughtWords();
        await using var company = await Company.Open(also: services => services.AddSingleton<IOperatorPost>(post));
        var (order, _) = await company.Issued(("A", 2));
        await company.Ada.Does(new AskForChecks());
        await company.RunErrands();
        await ByHand(company, $"UPDATE OrderLines SET Shipped = 1 WHERE \"Order\" = {order.Value}");

        // The clock asks by itself after its period; twice, and it is said once.
        for (var i = 0; i < 2; i++)
        {
            await company.Passes(TimeSpan.FromHours(4));
            await company.RunErrands();
        }
        var broken = (await company.Read(new BackOffice.Kernel.Checks())).All.Where(c => c.BrokenAt is not null).ToList();
        var lines = Assert.Single(broken, c => c.Name == "UnitsAreInOnePlace");
        Assert.Equal($"/orders/{order.Value}", lines.Violations[0].Href);
        Assert.Equal(broken.Count, (await company.All<LogEntry>()).Count(e => e.Kind == "portal.check-broken"));
        Assert.Equal(broken.Count, (await company.Read(new BrokenChecks())).Count);
        Assert.Equal(broken.Count * 2, post.Sent.Count); // Ada and Max may run them
        Assert.Contains(post.Sent, mail => mail.To == "ada@gifts.example" && mail.Subject == "A check does not hold any more: Ordered = cancelled + open + shipped");
        await using var screen = await Opens(company);
        screen.WaitForAssertion(() => Assert.Contains($"href=\"/orders/{order.Value}\"", screen.Markup));

        await ByHand(company, $"UPDATE OrderLines SET Shipped = 2 WHERE \"Order\" = {order.Value}");
        await company.Ada.Does(new AskForChecks());
        await company.RunErrands();
        Assert.Equal(0, (await company.Read(new BrokenChecks())).Count);
        Assert.Equal(broken.Count, (await company.All<LogEntry>()).Count(e => e.Kind == "portal.check-mended"));
    }

    [Fact]
    public async Task Who_does_not_run_the_portal_cannot_run_the_checks()
    {
        await using var company = await Company.Open();
        await company.Sam.IsRefused(new AskForChecks(), Refusal.NotAllowed);
        await company.Olga.IsRefused(new AskForChecks(), Refusal.NotAllowed);
    }

    // The page reads the names of the checks beside its view.
    static Task<Screen<ChecksPage>> Opens(Company company) => company.Ada.Opens<ChecksPage>();

    // As someone with the database's tools would: past every command, which is what the checks are for.
    static async Task ByHand(Company company, string sql)
    {
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    sealed class CaughtWords : IOperatorPost
    {
        public List<OperatorMail> Sent { get; } = [];
        public Task Send(OperatorMail mail)
        {
            Sent.Add(mail);
            return Task.CompletedTask;
        }
    }
}
