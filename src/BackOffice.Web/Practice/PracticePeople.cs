namespace BackOffice.Web;

/// <summary>Who works in the practice company: someone for every role.</summary>
public static class PracticePeople
{
    public sealed record Colleague(string Name, string Title, params string[] Roles)
    {
        public string Login => Name.Split(' ')[0].ToLowerInvariant();
        public string Email => $"{Login}@practice.example";
    }

    public static IReadOnlyList<Colleague> All { get; } =
    [
        new("Noor Haddad", "Fulfillment supervisor", "fulfillment supervisor"),
        new("Ana Ruiz", "Picker and shipping clerk", "picker", "shipping clerk"),
        new("Joe Barlow", "Fulfillment clerk", "fulfillment clerk"),
        new("Sal Moreno", "Salesperson", "salesperson"),
        new("Kim Osei", "Stock keeper", "stock keeper"),
        new("Bea Lindqvist", "Billing specialist", "billing"),
        new("Priya Nair", "Receivables clerk", "receivables"),
        new("Carl Weber", "Controller", "controller"),
        new("Tess Imrie", "Treasurer", "treasurer"),
        new("Pat Doyle", "Payables clerk", "payables"),
        new("Sam Walker", "Support agent", "agent"),
        new("Greta Olsen", "Support agent", "agent"),
        new("Stella Marsh", "Support supervisor", "support supervisor"),
        new("Ada Quinn", "Administrator", "administrator"),
        new("Olga Petrova", "Auditor", "auditor"),
        new("Max Stone", "Owner", "fulfillment supervisor", "billing", "receivables", "payables", "treasurer", "controller", "support supervisor", "administrator"),
    ];
}
