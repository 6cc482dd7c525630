using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>A customer's personal data was blanked. The report is the event: counts and reasons, nothing personal.</summary>
[Event("portal.customer-erased", 1)]
public sealed record CustomerErased(CustomerId Customer, Many<ErasureLine> Lines, Many<string> Files) : Event
{
    public override Words Says() => "Personal data erased";
}

/// <summary>What was blanked and what was kept.</summary>
public sealed record ErasureReport(Many<ErasureLine> Lines);

// Blanks everything personal about a customer that no law wants kept. Documents and the ledger stay as they are.
[Needs(May.ErasePersonalData), Raises<CustomerErased>]
public sealed record EraseCustomer(CustomerId Customer, [property: Personal] string Number) : Command<ErasureReport>
{
    public override async Task<ErasureReport> Run(Work work)
    {
        var customer = await work.Find<Customer>(Customer);
        Refuse.If(customer.IsWalkIn, "This is the stand-in for buyers without a name; there is nothing personal in it.");
        Refuse.If(customer.ErasedAt is not null, "This customer's personal data was erased already.");
        Refuse.If(Number.Trim() != customer.Number, $"Type the customer's number to say that you mean it.");

        var erasure = new Erasure(work);
        foreach (var department in work.Db.Departments.All)
            if (department.CustomerRecords is { } records) await records.Erase(work, customer, erasure);
        await erasure.ForgetDrafts([Customer]);
        customer.Erase(work.Now);
        work.Db.Entry(customer).CurrentValues.SetValues(new { Name = Erasure.Blank, Number = $"X-{Customer.Value}", Email = (string?)null, Phone = (string?)null, ExternalId = (string?)null });
        erasure.Blanked("Name, number, mail address and telephone of the customer", 1);

        work.At("compact", NextNight(work), new CompactTonight());
        work.Raise(new CustomerErased(Customer, erasure.Lines, erasure.Files));
        return new(erasure.Lines);
    }

    // At three in the company's night: writing the whole database anew keeps others waiting.
    static DateTime NextNight(Work work)
    {
        var at = work.Today.AddDays(1).ToDateTime(new TimeOnly(3, 0));
        return TimeZoneInfo.ConvertTimeToUtc(work.Company.TimeZone.IsInvalidTime(at) ? at.AddHours(1) : at, work.Company.TimeZone);
    }
}
