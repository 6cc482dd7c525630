using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;

namespace BackOffice.Tests.Live;

/// <summary>F22: what a portal keeps does not grow with what was done. Counted is what can be reached from its services, not the process's heap: other tests run beside.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task After_a_thousand_commands_and_many_screens_the_portal_keeps_no_more_than_before()
    {
        await using var portal = await LivePortal.Start();
        var people = await Task.WhenAll(((string[])["Sam Walker", "Greta Olsen", "Max Stone"]).Select(portal.SignIn));
        var tickets = new List<TicketGiven>();
        for (var i = 0; i < 10; i++) tickets.Add(await portal.Does(new OpenTicket("Hannah", "hannah@wren.example", $"Letter {i}", "It came broken.")));

        // The measure sees what is open.
        await Day(portal, people, tickets);
        var (closed, open) = (await Kept(portal), await portal.Open("/queue", people[0]));
        Assert.True(Reach.From(portal.Services).Values.Sum() > closed.Values.Sum() + 50, "An open screen is not seen by this measure.");
        await open.Leave();

        // What is made once (pools, blocks of ids, tables of types) may be made at any time; what grows, grows each time.
        var first = await After(2);
        var second = await After(2);
        var third = await After(2);
        output.WriteLine($"{first.Values.Sum():N0} objects, then {second.Values.Sum():N0}, then {third.Values.Sum():N0}.");
        Assert.Empty(third.Select(t => (Type: t.Key, First: first.GetValueOrDefault(t.Key), Second: second.GetValueOrDefault(t.Key), Third: t.Value))
            .Where(t => t.Second - t.First > 50 && t.Third - t.Second > 50).Select(t => $"{t.Type}: {t.First}, {t.Second}, {t.Third}"));

        async Task<Dictionary<string, int>> After(int days)
        {
            for (var day = 0; day < days; day++) await Day(portal, people, tickets);
            return await Kept(portal);
        }
    }

    // 240 commands while 12 screens come and go.
    static async Task Day(LivePortal portal, HeadlessPerson[] people, List<TicketGiven> tickets)
    {
        for (var part = 0; part < 4; part++)
        {
            var open = new List<HeadlessCircuit>();
            foreach (var person in people) open.Add(await portal.Open(part % 2 == 0 ? "/queue" : "/", person));
            for (var i = 0; i < 60; i++)
                await portal.Does(i % 2 == 0 ? new SetPriority(tickets[i / 2 % tickets.Count].Ticket, (i / 20 + part) % 2 == 0 ? TicketPriority.High : TicketPriority.Low) : new SaveDraft($"Ticket:{1001 + i % 10}", "reply", $"Dear Hannah {i}"));
            foreach (var circuit in open) await circuit.Leave();
        }
    }

    static async Task<Dictionary<string, int>> Kept(LivePortal portal)
    {
        // Views that nobody watches are dropped after a minute; circuits end when their connection has.
        for (var tries = 0; portal.Views.Watchers > 0 && tries < 600; tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        GC.Collect();
        return Reach.From(portal.Services);
    }

    /// <summary>Counts by type what can be reached from an object.</summary>
    static class Reach
    {
        // What belongs to the whole process, and leads to what other tests have open; and EF's compiled queries, which have a bound of their own.
        static readonly string[] beyond = ["Microsoft.Extensions.Caching.Memory.", "System.Reflection.", "System.RuntimeType", "System.Threading.TimerQueue", "System.Threading.Thread", "System.Diagnostics.", "System.Threading.Tasks.", "System.Net.Sockets.", "System.Runtime.", "System.Threading.PortableThreadPool"];
        static readonly Dictionary<Type, FieldInfo[]> fields = [];

        public static Dictionary<string, int> From(object root)
        {
            var (seen, next, counts) = (new HashSet<object>(ReferenceEqualityComparer.Instance) { root }, new Stack<object>([root]), new Dictionary<string, int>());
            while (next.TryPop(out var one))
            {
                var type = one.GetType();
                counts[type.ToString()] = counts.GetValueOrDefault(type.ToString()) + 1;
                Into(one, type, found => { if (seen.Add(found)) next.Push(found); });
            }
            return counts;
        }

        static void Into(object one, Type type, Action<object> found)
        {
            if (one is Array array)
            {
                if (type.GetElementType() is { IsPrimitive: false, IsPointer: false } element && element != typeof(string))
                    foreach (var part in (IEnumerable)array) Found(part, found);
                return;
            }
            foreach (var field in FieldsOf(type)) Found(field.GetValue(one), found);
        }

        static void Found(object? value, Action<object> found)
        {
            if (value is null or string or Pointer) return;
            var type = value.GetType();
            if (type.IsPrimitive || type.IsEnum || beyond.Any(b => type.FullName?.StartsWith(b, StringComparison.Ordinal) is true)) return;
            if (type.IsValueType) Into(value, type, found);
            else found(value);
        }

        static FieldInfo[] FieldsOf(Type type)
        {
            if (fields.TryGetValue(type, out var known)) return known;
            var all = new List<FieldInfo>();
            for (var at = type; at is not null; at = at.BaseType) all.AddRange(at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
            return fields[type] = [.. all.Where(f => !f.FieldType.IsPrimitive && !f.FieldType.IsPointer && !f.FieldType.IsFunctionPointer && !f.FieldType.IsByRefLike && f.FieldType != typeof(string))];
        }
    }
}
