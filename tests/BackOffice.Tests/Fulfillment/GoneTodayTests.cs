using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Fulfillment;

/// <summary>The wall's "Parcels gone today": the day is the company's, and ends by itself.</summary>
public class GoneTodayTests
{
    [Theory]
    [InlineData("Europe/London", "2026-11-25T00:00:00Z")]
    [InlineData("Pacific/Auckland", "2026-11-24T11:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-25T08:00:00Z")]
    public async Task Parcels_are_counted_until_the_companys_midnight_and_then_an_open_screen_begins_again(string zone, string midnight)
    {
        await using var company = await OpenIn(zone);
        using var wall = new OpenWall(company);
        await wall.Shows("0");
        var shipment = await Ships(company);
        await Ships(company);
        await wall.Shows("2");

        // The last second of the day: what has arrived by now has gone today all the same.
        company.Clock.SetUtcNow(DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(-1));
        await company.Ana.Does(new ConfirmDelivery(shipment));
        Assert.Equal("2", (await company.Read(new GoneTodayTile())).Figure);
        var head = company.Services.GetRequiredService<Feed>().Position;

        company.Clock.Advance(TimeSpan.FromSeconds(6));
        await wall.Shows("0");
        Assert.Equal(head, company.Services.GetRequiredService<Feed>().Position);
        Assert.Equal("0", (await company.Read(new GoneTodayTile())).Figure);

        // Yesterday's are not counted any more; today's are.
        await Ships(company);
        await wall.Shows("1");
    }

    [Fact]
    public async Task What_stands_packed_or_was_unpacked_has_not_gone()
    {
        await using var company = await Company.Open();
        await company.Packed(("A", 1));
        await company.Ana.Does(new UnpackShipment((await company.Packed(("B", 1))).Shipment));
        Assert.Equal("0", (await company.Read(new GoneTodayTile())).Figure);
    }

    [Fact]
    public async Task Of_the_parcels_that_went_the_last_one_stands_first_and_the_next_page_begins_after_a_row()
    {
        await using var company = await Company.Open();
        var (_, first) = await company.Packed(("A", 1));
        var second = await Ships(company);
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        await company.Ana.Does(new DispatchShipment(first, "1Z999AA2"));
        await company.Packed(("B", 1));

        var gone = await company.Read(new ShipmentsToDispatch(Gone: true));
        Assert.Equal([first, second], gone.Select(row => row.Id));
        Assert.Equal([second], (await company.Read(new ShipmentsToDispatch(Gone: true, ShipmentsToDispatch.CursorOf(gone[0])))).Select(row => row.Id));
        Assert.Empty(await company.Read(new ShipmentsToDispatch(Gone: true, ShipmentsToDispatch.CursorOf(gone[1]))));
    }

    static async Task<Company> OpenIn(string zone)
    {
        var company = await Company.Open();
        await using (var db = company.Services.GetRequiredService<Database>().Bare())
            await db.Set<CompanyInfo>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Zone, zone));
        return await company.Restart();
    }

    static async Task<ShipmentId> Ships(Company company)
    {
        var (_, shipment) = await company.Packed(("A", 1));
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        return shipment;
    }

    // Shows what it was last told to look at, and nothing newer.
    sealed class OpenWall : IDisposable
    {
        readonly Lock gate = new();
        readonly Watch watch;
        volatile string? shown;

        public OpenWall(Company company)
        {
            watch = company.Services.GetRequiredService<LiveViews>().Watch(new GoneTodayTile(), Reach.Everything, Look);
            Look();
        }

        void Look()
        {
            lock (gate) shown = ((TileFigure?)watch?.Current?.Value)?.Figure;
        }

        public async Task Shows(string figure)
        {
            for (var tries = 0; tries < 3_000 && shown != figure; tries++) await Task.Delay(10, TestContext.Current.CancellationToken);
            Assert.Equal(figure, shown);
        }

        public void Dispose() => watch.Dispose();
    }
}
