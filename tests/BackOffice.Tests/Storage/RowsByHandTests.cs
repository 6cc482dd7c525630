using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage;

public class RowsByHandTests
{
    [Fact]
    public async Task What_fails_after_it_wrote_takes_nobody_with_it()
    {
        await using var company = await Company.Open();
        var writer = company.Services.GetRequiredService<IWriter>();
        // The second round comes while the writer is careful.
        for (var round = 1; round <= 2; round++)
        {
            var orders = Enumerable.Range(0, 5).Select(_ => company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))))).ToList();
            var late = writer.Chore<bool>(writing =>
            {
                writing.Execute("INSERT INTO \"NamedLocks\" (\"Name\", \"Version\") VALUES (@name, 1)", ("@name", "late"));
                throw new InvalidOperationException("Too late.");
            });
            orders.AddRange(Enumerable.Range(0, 5).Select(_ => company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))))));

            await Assert.ThrowsAsync<InvalidOperationException>(() => late);
            await Task.WhenAll(orders);
            Assert.Equal(10 * round, (await company.All<Order>()).Count);
            Assert.DoesNotContain(await company.All<NamedLock>(), l => l.Name == "late");
        }
        await company.Verified();
    }

    [Fact]
    public async Task What_the_writer_loads_by_hand_is_what_EF_loads()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "There EF loads.");
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("A", 2));
        await company.Pays(invoice.GrossMinor, invoice.Number!);

        var compared = await company.Services.GetRequiredService<IWriter>().Chore(async writing =>
        {
            await using var db = writing.Context();
            var compared = new List<string>();
            foreach (var type in db.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => typeof(IId).IsAssignableFrom(t.GetProperty("Id")?.PropertyType)))
                if ((bool)GetType().GetMethod(nameof(Same), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [db, writing.Loader])!) compared.Add(type.Name);
            return compared;
        });

        Assert.Superset(new HashSet<string> { "Order", "FulfillmentOrder", "Shipment", "Invoice", "Payment", "ItemCost", "JournalEntry", "Channel", "Location" }, compared.ToHashSet());
    }

    // True if there were rows to compare: every column of the record, and of its parts.
    static bool Same<T>(BackOfficeDb db, RowLoader loader) where T : class
    {
        var rows = db.Set<T>().AsNoTracking().ToList();
        foreach (var row in rows)
            if (loader.TryLoad<T>(db, Finder<T>.IdOf(row).Value, isTracked: false, out var found)) Assert.Equal(Columns(db, row), Columns(db, found!));
            else return false;
        return rows.Count > 0;
    }

    static string Columns(BackOfficeDb db, object row)
    {
        var type = db.Model.FindEntityType(row.GetType())!;
        var own = string.Join(", ", type.GetProperties().Select(p => $"{p.Name} = {p.GetGetter().GetClrValue(row)}"));
        var parts = type.GetNavigations().Where(n => n is { IsEagerLoaded: true, IsCollection: true }).SelectMany(n => ((System.Collections.IEnumerable)n.GetGetter().GetClrValue(row)!).Cast<object>()).Select(part => Columns(db, part)).Order(StringComparer.Ordinal);
        return $"{type.ClrType.Name} {{ {own} }}\n{string.Join('\n', parts)}";
    }
}
