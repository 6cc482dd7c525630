using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.customers-kept", 1)]
public sealed record CustomersKept(int New, int Changed) : Event
{
    public override Words Says() => $"{New} customers entered, {Changed} changed";
}

/// <summary>A customer as a list names them; <paramref name="Number"/> is the number that orders of the channel carry.</summary>
public sealed record ListedCustomer(
    string Number, [property: Personal] string Name, [property: Personal] string? Email = null, string Country = "", string Language = "en", bool PaysInAdvance = false);

public sealed record KeptCustomers(int New, int Changed, int Same);

// Takes over a list of a channel's customers: new ones are entered, known ones get what the list says today.
[Needs(May.KeepCustomers), Raises<CustomersKept>]
public sealed record KeepCustomers(string Channel, Many<ListedCustomer> Customers) : Command<KeptCustomers>
{
    public const int Most = 500;

    public override async Task<KeptCustomers> Run(Work work)
    {
        Refuse.If(Customers.Count is 0 or > Most, $"Bring between 1 and {Most} customers at once.");
        foreach (var listed in Customers)
        {
            Refuse.If(listed.Number.Trim().Length is 0 or > 60, "A customer has no number, or one of more than 60 signs.");
            Refuse.If(listed.Name.Trim().Length is 0 or > 200, $"Customer {listed.Number} needs a name of at most 200 signs.");
        }

        var externals = Customers.Select(ExternalOf).Distinct().ToList();
        var known = await work.All<Customer>().AsNoTracking().Where(c => externals.Contains(c.ExternalId!)).ToDictionaryAsync(c => c.ExternalId!);
        var (entered, changed) = (0, 0);
        foreach (var listed in Customers.DistinctBy(ExternalOf))
        {
            if (!known.TryGetValue(ExternalOf(listed), out var customer))
            {
                work.Add(new Customer
                {
                    Id = work.New<CustomerId>(),
                    Number = listed.Number.Trim(),
                    ExternalId = ExternalOf(listed),
                    CreatedAt = work.Now,
                    Name = listed.Name.Trim(),
                    Email = listed.Email,
                    Country = listed.Country,
                    Language = LanguageOf(listed),
                    PaysInAdvance = listed.PaysInAdvance,
                });
                entered++;
            }
            else if (!IsAs(customer, listed))
            {
                var there = await work.Find<Customer>(customer.Id);
                work.Db.Entry(there).CurrentValues.SetValues(new { Name = listed.Name.Trim(), listed.Email, listed.Country, Language = LanguageOf(listed), listed.PaysInAdvance });
                changed++;
            }
        }
        if (entered + changed > 0) work.Raise(new CustomersKept(entered, changed));
        return new(entered, changed, Customers.Count - entered - changed);
    }

    string ExternalOf(ListedCustomer listed) => $"{Channel}:{listed.Number.Trim()}";

    static bool IsAs(Customer customer, ListedCustomer listed) => customer.Name == listed.Name.Trim() && customer.Email == listed.Email
        && customer.Country == listed.Country && customer.Language == LanguageOf(listed) && customer.PaysInAdvance == listed.PaysInAdvance;

    static string LanguageOf(ListedCustomer listed) => listed.Language is "es" ? "es" : "en";
}
