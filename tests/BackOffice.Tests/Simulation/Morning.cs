using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>How each simulated day begins: a company at work, something at every stage, so that fifty steps go deep.</summary>
static class Morning
{
    public static readonly DateTimeOffset At = new(2026, 11, 24, 11, 0, 0, TimeSpan.Zero);

    static readonly Lazy<Task<string>> shared = new(Make);

    /// <summary>The folder of such a morning, made once.</summary>
    public static Task<string> Shared => shared.Value;

    static async Task<string> Make()
    {
        await using var company = await Company.OpenStill(also: services => services.AddSupport(new Outside()).AddSingleton<IDataProtectionProvider>(Plainly.Here).AddSingleton(new WebhookSettings { Through = new Outside() }));
        var webhook = await company.Ada.Does(new AddWebhook("Shop", "https://shop.example/told", "fulfillment.order accounting.invoice", Plainly.Close($"whsec_{ApiKey.HashOf("shop")}")));
        await company.Max.Does(new KeepCustomers(FulfillmentDepartment.HandChannel, [new("100", "Wren Ltd", "hannah@wren.example"), new("101", "Tom Reed", "tom@wren.example", PaysInAdvance: true), new("109", "Fay Long", "fay@wren.example")]));
        foreach (var code in new[] { "A", "B", "C" }) await company.Receives(code, 20, 1.37m);
        await company.Issued(("A", 2), ("B", 1));
        await company.Issued(("C", 3));
        await company.Shipped(("A", 1));
        await company.Packed(("B", 2));
        await company.Picked(("A", 2), ("C", 1));
        await company.Released(("B", 3));
        await company.Released(("C", 2));
        await company.Confirmed(("A", 1));
        await company.Confirmed(("D", 4));
        await company.Placed(("A", 3));
        await company.Sal.Does(new PlaceOrder(Goods.Order(("B", 1))));
        await company.Pays(1234, "no idea");
        await company.Pays(5000, "something");
        await company.Joe.Does(new OpenTicket("Hannah", "hannah@wren.example", "Where is it", "My parcel has not come."));
        await company.Joe.Does(new OpenTicket("Tom", "tom@wren.example", "Wrong goods", "I got others."));
        await Around(company, webhook.Webhook);
        await company.Services.GetRequiredService<LogSequencer>().RunDue();

        var folder = Directory.CreateTempSubdirectory("backoffice-morning-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var image = company.Image();
        foreach (var file in Directory.GetFiles(image)) File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        Directory.Delete(image, recursive: true);
        return folder;
    }

    // What administrators and operators have before them: somebody signed in, somebody left, a screen that hangs, programs that are told,
    // files that came in badly, errands that a person has to look at.
    static async Task Around(Company company, WebhookId webhook)
    {
        await company.Services.GetRequiredService<WebhookSender>().RunDue();
        var waiting = (await company.All<WebhookDelivery>()).First(d => d.State is DeliveryState.Waiting);
        await company.Ada.Does(new SetDeliveryAside(webhook, waiting.Position));
        await company.Ada.Does(new AddKey("shop", ApiKey.HashOf("shop"), "orders payments", "bo_shop", FulfillmentDepartment.HandChannel));
        foreach (var colleague in new[] { company.Sam, company.Joe, company.Ada }) await colleague.Does(new BeginSession("practice", "192.0.2.5", "Chromium on Linux", Morning.At.UtcDateTime.AddHours(9), "sid-1"));
        await company.Max.Does(new ShowWallCode(Wall.HashOf("hanging"), Wall.HashOf(Wishes.WallCodes[0]), "192.0.2.9", null));
        await company.Max.Does(new PairWall(Wishes.WallCodes[0], "Packing", ["fulfillment"], 20));
        await company.Max.Does(new ShowWallCode(Wall.HashOf("shown"), Wall.HashOf(Wishes.WallCodes[1]), "192.0.2.9", null));
        await company.Ada.Does(new DisablePerson(company.Pat.Id, "Left the company"));

        foreach (var ends in new[] { false, true })
        {
            var import = (await company.Does(HouseActor.Operator, new StartImport($"orders {ends}", ImportProfile.Names.Split(',')[0].Trim(), FulfillmentDepartment.HandChannel, [new("orders.csv", "no such file")]))).Import;
            await company.Does(HouseActor.Operator, new NoteImportProgress(import, ImportCounts.None, "orders.csv", 10));
            await company.Does(HouseActor.Operator, new KeepImportLines(import, FulfillmentDepartment.HandChannel, [.. Enumerable.Range(2, 2).Select(n => new LooseLine($"{import.Value} {n}", "orders.csv", n, "raw", LineVerdict.Rejected, RejectReason.NoItemCode, null, null))]));
            if (ends) await company.Does(HouseActor.Operator, new FinishImport(import, ImportState.Failed, new(2, 2, 0, 2, 0, 0, 0), "The disk was full", []));
        }

        await company.Sam.Does(new TakeTicket((await company.All<Ticket>())[0].Id, null));
        await company.Services.GetRequiredService<MailIntake>().Take([0, 1, 2, 3], "morning", "morning");
        var open = (await company.All<BackOffice.Accounting.Account>()).Where(a => !a.IsControl).ToList();
        await company.Carl.Does(new PostEntry(new(2026, 11, 24), "GBP", "By hand", [new(open[0].Id, 1250), new(open[1].Id, -1250)]));
        await company.Carl.Does(new ClosePeriod(Period.Of(new(2026, 8, 1))));

        var errands = (await company.All<ErrandRow>()).Where(e => e.State is ErrandState.Waiting).OrderBy(e => e.Id).ToList();
        await company.Does(HouseActor.Operator, new SetErrandAside(errands[0].Id, "The outside is silent", false));
        await company.Does(HouseActor.Operator, new SetErrandAside(errands[^1].Id, "Nobody knows whether it arrived", true));
    }
}
