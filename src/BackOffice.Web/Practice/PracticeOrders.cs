using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// Real orders for the practice company: three December days of a gift wholesaler (see Data/README.md), with invented
/// customers. A day beyond the third begins again with the first, under new numbers.
/// </summary>
static class PracticeOrders
{
    public const string Channel = "practice";

    static readonly string[] files = ["2010-12-08", "2010-12-09", "2010-12-10"];
    static readonly string[] givenNames = ["Alice", "Benedikt", "Clara", "Dev", "Elena", "Finn", "Grace", "Hiro", "Ines", "Jakub", "Kofi", "Lucía", "Mara", "Niall", "Oona", "Pablo", "Rosa", "Soren", "Tilda", "Yusuf"];
    static readonly string[] surnames = ["Abbott", "Bianchi", "Castillo", "Dupont", "Eriksson", "Fowler", "Greene", "Hansen", "Iqbal", "Jansen", "Kowalski", "Lindgren", "Marsh", "Novak", "Okafor", "Pereira", "Quigley", "Rossi", "Schmidt", "Thornton"];
    static readonly string[] shops = ["Gifts", "& Daughters", "Home", "Trading", "Curios", "Stores", "Interiors", "Market"];
    static readonly string[] streets = ["High Street", "Mill Lane", "Station Road", "Church Walk", "Castle Street", "Harbour View"];

    /// <summary>The orders of practice day 0, 1, 2, …, in the order in which they came.</summary>
    public static IReadOnlyList<FileOrder> Of(int day)
    {
        var name = files[day % files.Length];
        var orders = new OrdersOfFile(() => typeof(PracticeOrders).Assembly.GetManifestResourceStream($"practice-{name}.csv.gz")!, ImportProfile.OnlineRetail);
        return [.. orders.Read().Select(read => read.Order).OfType<FileOrder>()];
    }

    /// <summary>The order as the practice shop sends it. Buyers without a number stay anonymous, as in the data.</summary>
    public static NewOrder Make(FileOrder order, int day, DateTime placedAt)
    {
        var first = order.Lines[0];
        var buyer = first.Customer is { } number ? Customer(number, first.Country) : null;
        return new(Channel, $"P{day:000}-{order.ExternalId}", new(ExternalId: first.Customer, Name: buyer?.Name, Email: buyer?.Email),
            buyer is null ? first.Country : $"{buyer.Name}\n{Address(first.Customer!)}\n{first.Country}", first.Country, "GBP",
            order.Lines.Select(line => new NewOrderLine(line.Code, line.Description, line.Quantity, line.UnitPriceMicros)).ToMany(), placedAt);
    }

    /// <summary>An invented customer, the same for the same number; every ninth pays before anything ships.</summary>
    public static ListedCustomer Customer(string number, string country)
    {
        var n = Hash(number);
        var (given, surname) = (givenNames[n % givenNames.Length], surnames[n / 20 % surnames.Length]);
        var name = n % 3 == 0 ? $"{surname} {shops[n / 400 % shops.Length]}" : $"{given} {surname}";
        return new(number, name, $"{Plain(given)}.{Plain(surname)}.{number}@mail.example", country, country is "Spain" ? "es" : "en", PaysInAdvance: n % 9 == 0);
    }

    static string Address(string number) => $"{1 + (Hash(number) % 180)} {streets[Hash(number) / 7 % streets.Length]}";

    static string Plain(string name) => name.ToLowerInvariant().Replace('í', 'i');

    // Spreads neighbouring numbers; the same in every run and on every machine.
    static int Hash(string text) => (int)(text.Aggregate(2166136261u, (hash, sign) => unchecked((hash ^ sign) * 16777619u)) & 0x7fffffff);
}
