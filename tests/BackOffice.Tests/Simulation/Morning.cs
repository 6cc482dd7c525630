using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
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
        await using var company = await Company.OpenStill();
        await company.Max.Does(new KeepCustomers(FulfillmentDepartment.HandChannel, [new("100", "Wren Ltd", "hannah@wren.example"), new("101", "Tom Reed", "tom@wren.example", PaysInAdvance: true)]));
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
        await company.Services.GetRequiredService<LogSequencer>().RunDue();

        var folder = Directory.CreateTempSubdirectory("backoffice-morning-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var image = company.Image();
        foreach (var file in Directory.GetFiles(image)) File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        Directory.Delete(image, recursive: true);
        return folder;
    }
}
