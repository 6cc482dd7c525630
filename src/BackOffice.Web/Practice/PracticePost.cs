using System.Text;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace BackOffice.Web;

/// <summary>Customers of the practice company write: a mail at the mail's own door, with the number of one of their orders in it.</summary>
sealed class PracticePost(Database database, MailIntake intake, TimeProvider clock)
{
    /// <summary>True when a letter came in.</summary>
    public async Task<bool> Write(int which, Random chance)
    {
        if (await SomeOrder(chance) is not var (id, name, address) || address is null) return false;
        var letter = PracticeMails.All[which % PracticeMails.All.Count];
        var now = clock.GetUtcNow();
        var mail = new MimeMessage { Subject = string.Format(null, letter.Subject, Order.NumberOf(id)), Date = now, MessageId = $"{now.ToUnixTimeMilliseconds()}.{which}@mail.example" };
        mail.From.Add(new MailboxAddress(name, address));
        mail.To.Add(new MailboxAddress(database.Company.Name, await OurAddress()));
        mail.Body = new TextPart("plain") { Text = $"{string.Format(null, letter.Text, Order.NumberOf(id))}\n\n{name}" };
        using var raw = new MemoryStream();
        await mail.WriteToAsync(raw);
        return (await intake.Take(raw.ToArray(), "practice", "practice")).End is RawMailEnd.Ticketed or RawMailEnd.Joined;
    }

    async Task<string> OurAddress()
    {
        using var reading = await database.Read();
        return await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).Select(m => m.Address).FirstAsync();
    }

    async Task<(OrderId Id, string Name, string? Address)?> SomeOrder(Random chance)
    {
        using var reading = await database.Read();
        var (orders, customers) = (reading.Reader.Orders.IgnoreAutoIncludes(), reading.Reader.All<Customer>());
        var newest = await orders.OrderByDescending(o => o.Id).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync();
        if (newest is not { } last) return null;
        var least = Ids.From<OrderId>(Math.Max(1, last.Value - chance.Next(120)));
        var found = await (from order in orders
                           join customer in customers on order.Customer equals customer.Id
                           where order.Id >= least && customer.Email != null
                           orderby order.Id
                           select new { order.Id, order.CustomerName, customer.Email }).FirstOrDefaultAsync();
        return found is null ? null : (found.Id, found.CustomerName, found.Email);
    }
}
