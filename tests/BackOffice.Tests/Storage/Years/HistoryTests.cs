using System.Reflection;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
using BackOffice.Tests.Simulation;
using BackOffice.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage.Years;

/// <summary>
/// What is shown live is read again with every change, for years: it may cost what is open, or a page of it, but not all
/// that ever was. Every view is found, not listed, and measured in steps of the database's machine, not in time.
/// </summary>
public class HistoryTests
{
    const int Some = 150, Many = 450;
    // Steps that the longer history may cost more: the depth of an index, not a row of it.
    const long Slack = 500;

    // What looks through more the longer the company has worked, and why that is no harm. Whatever takes long rests long (ViewReads).
    static readonly Dictionary<Type, string> grows = new()
    {
        [typeof(AuditTrail)] = "an auditor's filter is a search of the log, from its end until a page is full",
        [typeof(ItemDetail)] = "all order lines of one item, ever, are asked whether they hold or wait for some; eleven steps a line",
    };

    static readonly (Type View, string Index)[] needed =
    [
        (typeof(GoneTodayTile), "IX_Shipments_DispatchedAt"), (typeof(ShipmentsToDispatch), "IX_Shipments_DispatchedAt"), (typeof(OrderList), "IX_Orders_EnteredBy_Id"),
        (typeof(ItemDetail), "IX_StockMovements_Item_Id"), (typeof(MailHealth), "IX_RawMails_ReceivedAt"), (typeof(DeliveryList), "IX_WebhookDeliveries_State_Position"),
        (typeof(QueueCounts), "IX_Tickets_Assignee_SortAt_Id"), (typeof(SupportFigure), "IX_Tickets_State_SortAt_Id"), (typeof(ReceivedTile), "IX_Payments_ReceivedOn_Id"),
    ];

    [Fact]
    public async Task No_view_costs_more_the_longer_the_company_has_worked()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The steps are those of SQLite's machine.");
        var said = new Said();
        await using var company = await Company.Open(also: services => services.AddSupport(new Outside()).AddSingleton<IInterceptor>(said)
            .AddSingleton<IDataProtectionProvider>(Plainly.Here).AddSingleton(new WebhookSettings { Through = new Outside() }));
        await EverythingOnce(company);
        await company.Services.GetRequiredService<Feed>().StopAsync(TestContext.Current.CancellationToken);
        using var history = new LongHistory(company);
        history.Until(Some);
        var before = await Costs(company, said);
        history.Until(Many);
        var after = await Costs(company, said);

        var grown = after.Where(a => a.Value.Steps - (before.TryGetValue(a.Key, out var less) ? less.Steps : 0) > Slack).ToList();
        var told = grown.ConvertAll(a => (a.Value.View, Text: $"{a.Key.By} takes {(before.TryGetValue(a.Key, out var less) ? less.Steps : 0)} steps, and {a.Value.Steps} after more history: {a.Value.Plan}\n{a.Key.Sql}"));
        if (Environment.GetEnvironmentVariable("BACKOFFICE_PLANS") is { } file) await File.WriteAllLinesAsync(file, [$"{after.Count} statements; nothing of: {string.Join(", ", history.Empty)}", .. told.Select(t => t.Text)]);
        var wrong = told.Where(t => t.View is null || !grows.ContainsKey(t.View)).Select(t => t.Text).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        // What was put to the test, and that no exception stands without need.
        Assert.True(after.Count > 200 && history.Empty.Count < 5, $"{after.Count} statements; nothing of {string.Join(", ", history.Empty)}");
        Assert.Empty(grows.Keys.Where(view => told.All(t => t.View != view)).Select(view => view.Name));
        // Nor does an index that no view is read by.
        Assert.Empty(needed.Where(n => !after.Any(a => a.Value.View == n.View && a.Value.Plan.Contains($"INDEX {n.Index}", StringComparison.Ordinal))).Select(n => $"{n.View.Name} is not read by {n.Index}"));
    }

    static async Task<Dictionary<(string By, string Sql), (long Steps, Type? View, string Plan)>> Costs(Company company, Said said)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var costs = new Dictionary<(string By, string Sql), (long Steps, Type? View, string Plan)>();
        void Add(string by, Type? view, List<Said.Asked> all)
        {
            foreach (var one in all)
                costs[(by, one.Sql)] = ((costs.TryGetValue((by, one.Sql), out var known) ? known.Steps : 0) + Said.StepsOf(connection, one), view, Said.PlanOf(connection, one));
        }
        var ids = new Dictionary<Type, long>();
        long IdOf(Type id) => ids.TryGetValue(id, out var known) ? known : ids[id] = LongHistory.FirstOf(company, id);
        var (database, seller) = (company.Services.GetRequiredService<Database>(), await company.Sal.Actor());
        foreach (var type in company.Services.GetRequiredService<Departments>().Types.Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IView).IsAssignableFrom(t)))
        {
            var alsoSeller = type.GetCustomAttribute<NeedsAttribute>() is not { } needs || seller.May(needs.Permission);
            foreach (var view in Variants(type, IdOf))
                foreach (var reach in alsoSeller ? [Reach.Everything, seller.Reach] : new[] { Reach.Everything })
                    Add($"{view}{(reach == Reach.Everything ? "" : " of a seller")}", type, await said.During(async () =>
                    {
                        using var reading = await database.Read(reach);
                        await view.ReadWhole(reading.Reader);
                    }));
        }
        Add("The figures for operators", null, await said.During(company.Services.GetRequiredService<LiveFigures>().Look));
        return costs;
    }

    // One of everything, to its end: nothing of it is open when it becomes history.
    static async Task EverythingOnce(Company company)
    {
        var webhook = await company.Ada.Does(new AddWebhook("Shop", "https://shop.example/told", "fulfillment.order accounting.invoice", Plainly.Close($"whsec_{ApiKey.HashOf("shop")}")));
        await company.Max.Does(new KeepCustomers(FulfillmentDepartment.HandChannel, [new("100", "Wren Ltd", "hannah@wren.example")]));
        await company.Olga.SignsIn();
        var path = Path.Combine(company.Folder, "orders.csv");
        await File.WriteAllTextAsync(path, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,GOODS,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\nC2,A,GOODS,-1,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n3,A,,x,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n");
        await company.Services.GetRequiredService<OrderImport>().Run([path], "online-retail", "web", Actor.House(HouseActor.Operator));
        foreach (var line in await company.All<ImportLine>()) await company.Joe.Tries(new DismissLine(line.Id, "Known."));

        var placed = (await company.All<Order>())[0];
        await company.Receives("A", 6);
        await company.Joe.Does(new HoldOrder(placed.Id, HoldReason.CustomerRequest, "They asked."));
        foreach (var hold in await company.All<Hold>()) await company.Joe.Does(new ReleaseHold(placed.Id, hold.Id, "They know."));
        await company.Joe.Does(new ConfirmOrder(placed.Id));
        await company.Joe.Does(new ReleaseOrder(placed.Id));
        var part = await company.PartOf(placed.Id);
        await company.Ana.Does(new ScanPick(part.Id, "A", 6));
        var shipment = (await company.Ana.Does(new PackOrder(part.Id))).Shipment;
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        await company.Ana.Does(new ConfirmDelivery(shipment));
        await company.Bea.Does(new IssueInvoice((await company.All<Invoice>())[0].Id));
        var invoice = (await company.All<Invoice>())[0];
        await company.Imports("bank.xml", Books.Statement("S1", 0, (new Money(invoice.GrossMinor, invoice.Currency).Major, $"Order {Order.NumberOf(placed.Id)}")));

        var ticket = await company.Writes($"Where is {Order.NumberOf(placed.Id)}?", "Hello");
        await company.Sam.Does(new AddNote(ticket, "Rang the carrier."));
        await company.Replies(company.Sam, ticket);
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Solved));
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Closed));
        await company.Olga.SignsOut();
        for (var days = 0; days < 40 && (days < 3 || (await company.All<WebhookDelivery>()).Exists(d => d.State is DeliveryState.Waiting)); days++)
        {
            await company.Passes(TimeSpan.FromDays(1));
            await company.RunErrands();
            await company.Services.GetRequiredService<WebhookSender>().RunDue();
        }
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
    }

    // A view as it is, and with each other thing that it could be asked for.
    static IEnumerable<IView> Variants(Type type, Func<Type, long> idOf)
    {
        if (type == typeof(History)) return new[] { typeof(OrderId), typeof(CustomerId), typeof(TicketId), typeof(InvoiceId) }.Select(id => new History(Ids.KindOf(id), idOf(id)));
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var values = constructor.GetParameters().Select(parameter => Values(parameter, idOf)).ToArray();
        var usual = values.Select(v => v[0]).ToArray();
        return values.SelectMany((others, i) => others.Skip(1).Select(other => (object?[])[.. usual[..i], other, .. usual[(i + 1)..]])).Prepend(usual).Select(all => (IView)constructor.Invoke(all));
    }

    static List<object?> Values(ParameterInfo parameter, Func<Type, long> idOf)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var usual = parameter.HasDefaultValue ? parameter.DefaultValue is { } set && type.IsEnum ? Enum.ToObject(type, set) : parameter.DefaultValue : Sample.Of(type, idOf: idOf);
        if (parameter.Name is "After" or "Most") return [usual];
        IEnumerable<object?> others = type == typeof(bool) ? [true, false] : type.IsEnum ? Enum.GetValues(type).Cast<object>() : [Sample.Of(type, idOf: idOf)];
        return [usual, .. others.Where(other => !Equals(other, usual))];
    }
}
