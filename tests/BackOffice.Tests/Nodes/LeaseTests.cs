using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Nodes;

/// <summary>One runner for each background work, and who takes over.</summary>
public class LeaseTests
{
    [Fact]
    public async Task One_node_holds_a_work_and_another_waits_until_it_stops_renewing()
    {
        await using var company = await Company.Open();
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        var (leasesA, leasesB) = (a.Services.GetRequiredService<Leases>(), b.Services.GetRequiredService<Leases>());

        Assert.True(await leasesA.TryHold("the clock"));
        Assert.False(await leasesB.TryHold("the clock"));
        Assert.True(await leasesB.TryHold("imports"));

        company.Clock.Advance(Leases.Length - TimeSpan.FromSeconds(1));
        Assert.True(await leasesA.TryHold("the clock"));
        company.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await leasesB.TryHold("the clock"));

        // The holder is silent: whoever asks has it, and the first does not get it back while the second renews.
        company.Clock.Advance(Leases.Length);
        Assert.True(await leasesB.TryHold("the clock"));
        Assert.False(await leasesA.TryHold("the clock"));
        Assert.Equal("b", (await company.All<Lease>()).Single(l => l.Name == "the clock").Holder);
    }

    [Fact]
    public async Task A_node_that_comes_back_under_its_name_goes_on_at_once()
    {
        await using var company = await Company.Open();
        await using (var a = await company.Beside("a")) Assert.True(await a.Services.GetRequiredService<Leases>().TryHold("imports"));
        await using var again = await company.Beside("a");
        Assert.True(await again.Services.GetRequiredService<Leases>().TryHold("imports"));
    }

    [Fact]
    public async Task Of_many_that_ask_for_a_new_work_at_once_one_gets_it()
    {
        await using var company = await Company.Open();
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        for (var round = 0; round < 10; round++)
        {
            var work = $"work {round}";
            var got = await Task.WhenAll(new[] { a, b }.Select(node => node.Services.GetRequiredService<Leases>().TryHold(work)));
            Assert.Single(got, mine => mine);
        }
    }

    [Fact]
    public async Task Work_ends_where_its_lease_was_lost_and_goes_on_where_it_was_taken_over()
    {
        await using var company = await Company.Open();
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        using var stop = new CancellationTokenSource();
        var (atA, atB, endedAtA) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var first = a.Services.GetRequiredService<Leases>().Run("the clock", async held =>
        {
            atA.TrySetResult();
            try { await Task.Delay(Timeout.Infinite, held); }
            catch (OperationCanceledException) { endedAtA.TrySetResult(); }
        }, stop.Token);
        await atA.Task;

        // As if node a had slept: nobody renewed, and b came by.
        await using (var db = company.Services.GetRequiredService<Database>().Bare())
            await db.Set<Lease>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, new DateTime(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc)), TestContext.Current.CancellationToken);
        var second = b.Services.GetRequiredService<Leases>().Run("the clock", async held =>
        {
            atB.TrySetResult();
            await Task.Delay(Timeout.Infinite, held);
        }, stop.Token);
        await atB.Task;
        while (!endedAtA.Task.IsCompleted)
        {
            company.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }
        await stop.CancelAsync();
        while (!Task.WhenAll(first, second).IsCompleted)
        {
            company.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task A_node_alone_leases_nothing()
    {
        await using var company = await Company.Open();
        var ran = false;
        await company.Services.GetRequiredService<Leases>().Run("the clock", _ => { ran = true; return Task.CompletedTask; }, default);
        Assert.True(ran);
        Assert.Empty(await company.All<Lease>());
    }

    [Fact]
    public async Task An_errand_is_taken_by_one_node()
    {
        await using var company = await Company.Open();
        await using var a = await company.Beside("a");
        await using var b = await company.Beside("b");
        await Errands(company, 20);
        var ran = await Task.WhenAll(new[] { a, b, a, b }.Select(node => node.Services.GetRequiredService<ErrandRunner>().RunDue()));
        Assert.Equal(20, ran.Sum());
        // This version knows no such errand, so that each try shows.
        Assert.All(await company.All<ErrandRow>(), row => Assert.Equal(1, row.Tries));
    }

    [Fact]
    public async Task What_a_killed_node_had_in_hand_is_free_when_it_comes_back()
    {
        await using var company = await Company.Open();
        await Errands(company, 1);
        await using (var db = company.Services.GetRequiredService<Database>().Bare())
            await db.Set<ErrandRow>().ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedBy, "a").SetProperty(r => r.LeasedUntil, company.Clock.GetUtcNow().UtcDateTime.AddMinutes(2)), TestContext.Current.CancellationToken);
        await using var b = await company.Beside("b");
        Assert.Equal(0, await b.Services.GetRequiredService<ErrandRunner>().RunDue());

        await using var a = await company.Beside("a");
        var runner = a.Services.GetRequiredService<ErrandRunner>();
        await runner.StartAsync(TestContext.Current.CancellationToken);
        while ((await company.All<ErrandRow>()).Single().Tries == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await runner.StopAsync(TestContext.Current.CancellationToken);
    }

    static async Task Errands(Company company, int count)
    {
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        for (var i = 1; i <= count; i++) db.Add(new ErrandRow { Id = i, Kind = "test.unknown", CreatedAt = company.Clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
    }
}
