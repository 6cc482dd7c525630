using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Simulation;

/// <summary>What is there before a step, read when it is asked for: wishes choose from it by their luck.</summary>
sealed class Picture(Reading reading, DateTime now)
{
    readonly Dictionary<Type, object> read = [];

    /// <summary>Narrows what wishes choose from; null is everything.</summary>
    public Func<object, bool>? Only { get; init; }

    public DateTime Now => now;
    public DateOnly Today { get; } = reading.Reader.Company.DayOf(now);
    public long Position => reading.Reader.Position;

    public IReadOnlyList<T> All<T>() where T : class
    {
        if (!read.TryGetValue(typeof(T), out var rows)) read[typeof(T)] = rows = reading.Reader.All<T>().IgnoreAutoIncludes().ToList().Where(row => Only?.Invoke(row) is not false).ToList();
        return (List<T>)rows;
    }

    public IReadOnlyList<Order> Orders => All<Order>();
    public IReadOnlyList<FulfillmentOrder> Parts => All<FulfillmentOrder>();
    public IReadOnlyList<Shipment> Shipments => All<Shipment>();
    public IReadOnlyList<Item> Items => All<Item>();
    public IReadOnlyList<Invoice> Invoices => All<Invoice>();
    public IReadOnlyList<Payment> Payments => All<Payment>();
    public IReadOnlyList<Ticket> Tickets => All<Ticket>();
    public IReadOnlyList<Person> People => [.. All<Person>().Where(p => !p.IsHouse)];

    /// <summary>Who may do this, from the rows themselves: what the pipeline must come to as well.</summary>
    public bool May(PersonId person, string? permission)
    {
        if (All<Person>().FirstOrDefault(p => p.Id == person) is not { IsActive: true, IsHouse: false }) return false;
        if (permission is null) return true;
        var roles = All<PersonRole>().Where(r => r.Person == person).Select(r => r.Role).ToHashSet();
        return All<RolePermission>().Any(p => p.Permission == permission && roles.Contains(p.Role));
    }

    /// <summary>Ids of a kind that are in the database, whatever its entity.</summary>
    public IReadOnlyList<long> Ids(Type kind)
    {
        if (read.TryGetValue(kind, out var known)) return (List<long>)known;
        var entity = reading.Db.Model.GetEntityTypes().FirstOrDefault(e => e.FindPrimaryKey() is { Properties: [{ } key] } && key.ClrType == kind);
        var ids = new List<long>();
        if (entity is not null)
        {
            using var command = reading.Db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT \"{entity.FindPrimaryKey()!.Properties[0].Name}\" FROM \"{entity.GetTableName()}\" ORDER BY 1 LIMIT 200";
            command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(reading.Db.Database.CurrentTransaction!);
            using var rows = command.ExecuteReader();
            while (rows.Read()) ids.Add(rows.GetInt64(0));
        }
        read[kind] = ids;
        return ids;
    }
}
