using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Hostile.Matrix;

/// <summary>
/// Orders that someone else entered, at the first place, in every stage, with all that belongs to them (parcels, picks,
/// invoices, money, tickets, files), each bearing a word that stands nowhere else. Two people may do everything but see them:
/// one sees only what they entered, the other works at another place.
/// </summary>
sealed partial class Foreign
{
    public const string Word = "Qwxcanary";
    public static readonly PersonId SeesOwn = new(2980), WorksElsewhere = new(2981), SeesAll = new(2982);
    public static readonly LocationId Elsewhere = new(2);
    const string north = "north";

    readonly Dictionary<Type, long[]> ids = [];
    readonly HashSet<string> signs = [];
    OrderId first;

    /// <summary>An order at the other place, entered by someone else; and one at the first place, entered by the one who sees their own.</summary>
    public OrderId AtElsewhere { get; private set; }
    public OrderId Own { get; private set; }
    public OrderId Order => first;
    public string Number => BackOffice.Fulfillment.Order.NumberOf(first);

    public static async Task Enter(Database database)
    {
        await using var db = database.Bare();
        const string everything = "everything", butOthers = "everything but others' orders";
        foreach (var permission in Everyone.All)
        {
            db.Add(new RolePermission { Role = everything, Permission = permission });
            if (permission != BackOffice.Fulfillment.May.SeeAllOrders) db.Add(new RolePermission { Role = butOthers, Permission = permission });
        }
        db.Add(New(SeesOwn, "sees own", butOthers));
        var placed = New(WorksElsewhere, "works elsewhere", everything);
        placed.WorkAt(Elsewhere.Value);
        db.Add(placed);
        db.Add(New(SeesAll, "sees all", everything));
        db.Add(new Location { Id = Elsewhere, Code = "NORTH", Name = "North", Zone = "Europe/London" });
        db.Add(new Channel { Id = new(2), Code = north, Name = "North", Currency = "GBP", WalkIn = new(1), Location = Elsewhere });
        await db.SaveChangesAsync();
    }

    static Person New(PersonId id, string name, string role)
    {
        var person = new Person { Id = id, Name = $"Test {name}", Login = $"test-{id.Value}" };
        person.Roles.Add(new() { Person = id, Role = role });
        return person;
    }

    public static async Task<Foreign> Make(Commands commands, Database database, Access access)
    {
        var foreign = new Foreign();
        var house = Actor.House(HouseActor.Operator);
        async Task<T> Does<T>(Command<T> command, Actor? who = null)
        {
            var outcome = await commands.Send(command, who ?? house);
            return outcome.Ok ? outcome.Answer! : throw new InvalidOperationException($"{command}: {outcome.Refusal}");
        }
        async Task Do(ICommand command)
        {
            if (await commands.Send(command, house) is { Refusal: { } refusal }) throw new InvalidOperationException($"{command}: {refusal}");
        }
        var next = 0;
        async Task<OrderId> Placed(string code, int count, string channel = FulfillmentDepartment.HandChannel, string word = Word, Actor? who = null) => (await Does(new PlaceOrder(new(
            channel, $"{word}-{++next}", new(Name: $"{word} {next} Ltd"), $"{word} Lane {next}\nYork", "United Kingdom", "GBP", [new(code, $"Goods {code}", count, 2_500_000)])), who)).Order;
        async Task<FulfillmentOrderId> Released(OrderId order)
        {
            await Do(new ConfirmOrder(order));
            await Do(new ReleaseOrder(order));
            using var reading = await database.Read();
            return await reading.Reader.FulfillmentOrders.IgnoreAutoIncludes().Where(f => f.Order == order).Select(f => f.Id).SingleAsync();
        }
        async Task<ShipmentId> Packed(OrderId order)
        {
            var part = await Released(order);
            await Do(new ScanPick(part, "MUG", 3));
            return (await Does(new PackOrder(part))).Shipment;
        }

        await Does(new ReceiveGoods(FulfillmentDepartment.MainLocation, "DN-1", [new("MUG", "Goods MUG", 40, 1_000_000, "A-01-1")]));
        foreign.first = await Placed("MUG", 3);
        var shipment = await Packed(foreign.first);
        await Do(new DispatchShipment(shipment, $"{Word}11".ToUpperInvariant()));
        using (var reading = await database.Read())
            await Do(new IssueInvoice(await reading.Reader.Invoices.IgnoreAutoIncludes().Select(i => i.Id).SingleAsync()));
        await Does(new RecordPayment(900, "GBP", new(2026, 11, 1), Word, $"{Word} {foreign.Number}"));
        await Do(new DispatchShipment(await Packed(await Placed("MUG", 3)), $"{Word}12".ToUpperInvariant()));   // its invoice is a draft
        await Packed(await Placed("MUG", 3));                                                                   // waits for its label
        await Released(await Placed("MUG", 3));                                                                 // waits to be picked
        await Do(new ConfirmOrder(await Placed("MUG", 3)));                                                     // waits to be released
        await Do(new ConfirmOrder(await Placed("LAMP", 3)));                                                    // waits for goods
        await Do(new HoldOrder(await Placed("MUG", 3), HoldReason.PossibleDuplicate, Word));                    // a draft, held
        var ticket = (await Does(new OpenTicket(Word, "hannah@wren.example", $"{Word} asks", $"{Word} says", Order: foreign.first))).Ticket;
        await Do(new AddNote(ticket, $"{Word} noted"));
        var import = (await Does(new StartImport($"{Word}.csv", "online-retail", FulfillmentDepartment.HandChannel, [new($"{Word}.csv", new string('0', 64))]))).Import;
        await Does(new KeepImportLines(import, FulfillmentDepartment.HandChannel, [new("f1", $"{Word}.csv", 1, $"{Word},1", LineVerdict.Rejected, RejectReason.QuantityIsZero, Word, null)]));
        await foreign.Know(database);

        foreign.AtElsewhere = await Placed("VASE", 1, north, "Northern");
        foreign.Own = await Placed("VASE", 1, word: "Mine", who: await access.Of(SeesOwn));
        return foreign;
    }

    // Every record that a row rule stands on, as it is before anything else is there.
    async Task Know(Database database)
    {
        using var reading = await database.Read();
        async Task Kind<T, TId>(Func<T, TId> idOf, Func<T, string>? nameOf = null) where T : class where TId : struct, IId
        {
            var rows = await reading.Reader.All<T>().ToListAsync();
            Assert.NotEmpty(rows);
            ids[typeof(TId)] = [.. rows.Select(row => idOf(row).Value)];
            foreach (var row in rows)
            {
                signs.Add($"{Ids.KindOf(typeof(TId))}:{idOf(row).Value}");
                if (nameOf is not null) signs.Add(nameOf(row));
            }
        }
        await Kind<Order, OrderId>(o => o.Id, o => o.Number);
        await Kind<OrderLine, OrderLineId>(l => l.Id);
        await Kind<Hold, HoldId>(h => h.Id);
        await Kind<FulfillmentOrder, FulfillmentOrderId>(f => f.Id, f => f.Number);
        await Kind<Shipment, ShipmentId>(s => s.Id, s => s.Number);
        await Kind<Import, ImportId>(i => i.Id);
        await Kind<ImportLine, ImportLineId>(l => l.Id);
        await Kind<Invoice, InvoiceId>(i => i.Id, i => i.Name);
        await Kind<Payment, PaymentId>(p => p.Id, p => p.Number);
        await Kind<Ticket, TicketId>(t => t.Id, t => t.Number);
        await Kind<TicketMessage, TicketMessageId>(m => m.Id);
        // Entries of the ledger that belong to an order; goods received are nobody's.
        ids[typeof(JournalEntryId)] = [.. (await reading.Reader.JournalEntries.Where(e => e.Order != null).ToListAsync()).Select(e => e.Id.Value)];
        signs.UnionWith(ids[typeof(JournalEntryId)].Select(id => $"JournalEntry:{id}"));
    }

    /// <summary>The foreign record's id, for kinds that have one; else something.</summary>
    public long IdOf(Type type, int index = 0) => ids.TryGetValue(type, out var known) ? known[Math.Min(index, known.Length - 1)]
        : type == typeof(LocationId) ? FulfillmentDepartment.MainLocation.Value : type == typeof(CustomerId) || type == typeof(ItemId) ? 1 : type == typeof(PersonId) ? (long)HouseActor.Operator : 7;

    public IEnumerable<Type> Kinds => ids.Keys;
    public IEnumerable<long> Of(Type kind) => ids[kind];
    public IEnumerable<long> All => ids.Values.SelectMany(v => v).Distinct();

    /// <summary>The first thing in an answer that tells of a foreign record; null if nothing does.</summary>
    public string? SignIn(object? answer)
    {
        var text = new StringBuilder();
        Say(answer, text, 0);
        return SignIn(text.ToString());
    }

    public string? SignIn(string text)
    {
        if (text.Contains(Word, StringComparison.OrdinalIgnoreCase)) return Word;
        return Names().Matches(text).Select(m => m.Value).FirstOrDefault(signs.Contains);
    }

    static void Say(object? value, StringBuilder text, int depth)
    {
        if (value is null || depth > 8) return;
        switch (value)
        {
            case string or Words: text.Append(value).Append('\n'); return;
            case IId id: text.Append(Ids.KindOf(id)).Append(':').Append(id.Value).Append('\n'); return;
            case IEnumerable many: foreach (var one in many) Say(one, text, depth + 1); return;
        }
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || (type.Namespace == "System" && !type.IsGenericType)) return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)) Say(property.GetValue(value), text, depth + 1);
    }

    [GeneratedRegex(@"[A-Za-z]+[-:][0-9][0-9-]*")]
    private static partial Regex Names();
}
