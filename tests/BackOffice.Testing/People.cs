using BackOffice.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Testing;

public sealed partial class Company
{
    // Name, title, roles: the same people as in the practice company.
    static readonly (long Id, string Name, string Title, string[] Roles)[] staff =
    [
        (101, "Noor Haddad", "Fulfillment supervisor", ["fulfillment supervisor"]),
        (102, "Ana Ruiz", "Picker and shipping clerk", ["picker", "shipping clerk"]),
        (103, "Joe Barlow", "Fulfillment clerk", ["fulfillment clerk"]),
        (104, "Sal Moreno", "Salesperson", ["salesperson"]),
        (105, "Kim Osei", "Stock keeper", ["stock keeper"]),
        (106, "Bea Lindqvist", "Billing specialist", ["billing"]),
        (107, "Priya Nair", "Receivables clerk", ["receivables"]),
        (108, "Carl Weber", "Controller", ["controller"]),
        (109, "Tess Imrie", "Treasurer", ["treasurer"]),
        (110, "Pat Doyle", "Payables clerk", ["payables"]),
        (111, "Sam Walker", "Support agent", ["agent"]),
        (112, "Greta Olsen", "Support agent", ["agent"]),
        (113, "Stella Marsh", "Support supervisor", ["support supervisor"]),
        (114, "Ada Quinn", "Administrator", ["administrator"]),
        (115, "Olga Petrova", "Auditor", ["auditor"]),
        (116, "Max Stone", "Owner", ["fulfillment supervisor", "billing", "receivables", "payables", "treasurer", "controller", "support supervisor", "administrator"]),
    ];

    public Colleague Noor => Of("Noor Haddad");
    public Colleague Ana => Of("Ana Ruiz");
    public Colleague Joe => Of("Joe Barlow");
    public Colleague Sal => Of("Sal Moreno");
    public Colleague Kim => Of("Kim Osei");
    public Colleague Bea => Of("Bea Lindqvist");
    public Colleague Priya => Of("Priya Nair");
    public Colleague Carl => Of("Carl Weber");
    public Colleague Tess => Of("Tess Imrie");
    public Colleague Pat => Of("Pat Doyle");
    public Colleague Sam => Of("Sam Walker");
    public Colleague Greta => Of("Greta Olsen");
    public Colleague Stella => Of("Stella Marsh");
    public Colleague Ada => Of("Ada Quinn");
    public Colleague Olga => Of("Olga Petrova");
    public Colleague Max => Of("Max Stone");

    Colleague Of(string name) => new(this, new(staff.Single(s => s.Name == name).Id), name);

    static async Task SeedPeople(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<Database>().Bare();
        foreach (var (id, name, title, roles) in staff)
        {
            var person = new Person { Id = new(id), Name = name, Title = title, Login = name.Split(' ')[0].ToLowerInvariant(), Email = $"{name.Split(' ')[0].ToLowerInvariant()}@gifts.example" };
            foreach (var role in roles) person.Roles.Add(new() { Person = person.Id, Role = role });
            db.Add(person);
        }
        await db.SaveChangesAsync();
    }
}
