using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Whether a customer's personal data is still here, and what became of it.</summary>
[Needs(May.ExportPersonalData)]
public sealed record CustomerPrivacy(CustomerId Customer) : View<CustomerPrivacy.Value?>
{
    public sealed record Value(string Name, string Number, bool IsWalkIn, DateTime? ErasedAt, Many<ErasureLine> Report);

    public override IEnumerable<IId> About => [Customer];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Customer>().FirstOrDefaultAsync(c => c.Id == Customer) is not { } c) return null;
        var kind = EventKinds.NameOf(typeof(CustomerErased));
        var report = c.ErasedAt is null ? null : await (
            from subject in reader.All<LogSubject>()
            join entry in reader.All<LogEntry>() on subject.Position equals entry.Position
            where subject.Kind == "Customer" && subject.Id == Customer.Value && entry.Kind == kind
            select entry.Content).FirstOrDefaultAsync();
        return new(c.Name, c.Number, c.IsWalkIn, c.ErasedAt, report is null ? [] : Json.Read<CustomerErased>(report).Lines);
    }
}
