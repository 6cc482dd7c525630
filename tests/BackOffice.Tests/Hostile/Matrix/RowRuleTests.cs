using System.Net;
using System.Reflection;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Hostile.Matrix;

/// <summary>
/// Row rules through every door. Views, commands and doors are found, not listed; each is asked for a foreign order and what
/// belongs to it by two people who may do everything, but one sees only what they entered, and the other works elsewhere.
/// </summary>
public sealed class RowRuleTests
{
    static readonly Type[] types = [.. Portal.Departments().Types.Concat(typeof(Portal).Assembly.GetTypes()).Distinct()];
    static readonly Type[] views = [.. types.Where(t => !t.IsAbstract && typeof(IView).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal)];
    static readonly Type[] commands = [.. types.Where(t => !t.IsAbstract && typeof(ICommand).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    // Whole on purpose, and why.
    static readonly Dictionary<Type, string> whole = new()
    {
        [typeof(AuditEntry)] = "an auditor reads the whole log; its permission is the rule",
        [typeof(FencedErrands)] = "what would leave the house after a restore, by kind and id; for who may lift the fence",
    };

    static async Task<(Company Company, Foreign Foreign)> Open()
    {
        var company = await Company.Open();
        await Foreign.Enter(company.Services.GetRequiredService<Database>());
        return (company, await Foreign.Make(company.Commands, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Access>()));
    }

    [Fact]
    public async Task No_view_tells_of_a_record_beyond_the_reach()
    {
        var (company, foreign) = await Open();
        await using var closing = company;
        var shown = new HashSet<Type>();
        var wrong = new List<string>();
        var access = company.Services.GetRequiredService<Access>();
        foreach (var type in views)
            foreach (var view in Variants(type, foreign))
            {
                if (foreign.SignIn(await Read(company, view, Reach.Everything)) is not null) shown.Add(type);
                foreach (var who in new[] { Foreign.SeesOwn, Foreign.WorksElsewhere })
                    if (!whole.ContainsKey(type) && foreign.SignIn(await Read(company, view, (await access.Of(who))!.Reach)) is { } sign) wrong.Add($"{view} shows {sign} to {who.Value}");
            }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Distinct()));
        // The list bites: these many kinds of views tell of it to whom sees all.
        Assert.True(shown.Count >= 30, string.Join(", ", shown.Select(t => t.Name)));
        Assert.Empty(whole.Keys.Where(t => !shown.Contains(t)).Select(t => t.Name));

        // And what is theirs they see.
        Assert.NotNull(await Read(company, new OrderDetail(foreign.Own), (await access.Of(Foreign.SeesOwn))!.Reach));
        Assert.NotNull(await Read(company, new OrderDetail(foreign.AtElsewhere), (await access.Of(Foreign.WorksElsewhere))!.Reach));
        Assert.Null(await Read(company, new OrderDetail(foreign.AtElsewhere), (await access.Of(Foreign.SeesOwn))!.Reach));
    }

    [Fact]
    public async Task No_command_does_anything_to_a_record_beyond_the_reach_or_says_that_it_is_there()
    {
        var (company, foreign) = await Open();
        await using var closing = company;
        var access = company.Services.GetRequiredService<Access>();
        var before = company.Services.GetRequiredService<Feed>().Position;
        var wrong = new List<string>();
        var tried = 0;
        foreach (var type in commands)
            foreach (var kind in foreign.Kinds.Where(kind => Carries(type, kind)))
            {
                tried++;
                var command = (ICommand)Sample.Of(type, idOf: id => id == kind ? foreign.IdOf(kind) : id == typeof(LocationId) ? Foreign.Elsewhere.Value : 7);
                var missing = (ICommand)Sample.Of(type, idOf: id => id == kind ? 999_999 : id == typeof(LocationId) ? Foreign.Elsewhere.Value : 7);
                foreach (var who in new[] { Foreign.SeesOwn, Foreign.WorksElsewhere })
                {
                    var actor = (await access.Of(who))!;
                    var (outcome, none) = (await company.Commands.Send(command, actor), await company.Commands.Send(missing, actor));
                    if (outcome.Refusal?.Code != Refusal.NotFound || outcome.Refusal.ToString() != none.Refusal?.ToString()) wrong.Add($"{command} by {who.Value}: {outcome.Refusal?.Code} {outcome.Refusal}; for none: {none.Refusal}");
                }
            }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(tried > 40, $"{tried} commands");
        Assert.Equal(before, company.Services.GetRequiredService<Feed>().Position);
    }

    [Fact]
    public async Task An_order_that_is_named_in_words_is_not_there_either()
    {
        var (company, foreign) = await Open();
        await using var closing = company;
        var actor = (await company.Services.GetRequiredService<Access>().Of(Foreign.SeesOwn))!;
        var ticket = await company.Commands.Send(new OpenTicket("Hannah", "hannah@wren.example", "Where is it", "Where"), actor);
        foreach (var number in new[] { foreign.Number, $"{Foreign.Word}-1" })
        {
            var refused = (await company.Commands.Send(new LinkOrder(ticket.Answer!.Ticket, number), actor)).Refusal;
            Assert.StartsWith($"There is no order {number}", refused?.ToString());
        }
        Assert.True((await company.Commands.Send(new LinkOrder(ticket.Answer!.Ticket, Order.NumberOf(foreign.Own)), actor)).Ok);
    }

    [Fact]
    public async Task The_house_rules_hold_for_what_somebody_does_not_see()
    {
        var (company, _) = await Open();
        await using var closing = company;
        var actor = (await company.Services.GetRequiredService<Access>().Of(Foreign.SeesOwn))!;
        // Brought before by someone else: the same order is known, another of that number is refused.
        var other = await company.Commands.Send(new PlaceOrder(new(FulfillmentDepartment.HandChannel, $"{Foreign.Word}-1", new(), "Elsewhere", "United Kingdom", "GBP", [new("MUG", "Goods", 1, 1)])), actor);
        Assert.Equal(Refusal.RepeatedWithOtherContent, other.Refusal?.Code);
        await company.Verified();
    }

    [Fact]
    public async Task No_document_download_or_topic_tells_of_a_record_beyond_the_reach()
    {
        await using var host = await OpenHost.Start(before: Foreign.Enter);
        var (database, access) = (host.Services.GetRequiredService<Database>(), host.Services.GetRequiredService<Access>());
        var foreign = await Foreign.Make(host.Services.GetRequiredService<Commands>(), database, access);
        using var all = await host.SignedIn(Foreign.SeesAll);
        HttpClient[] narrow = [await host.SignedIn(Foreign.SeesOwn), await host.SignedIn(Foreign.WorksElsewhere)];

        // Doors of files and documents that name a record by its number, but for those that are whole by their permission.
        string[] wholeDoors = ["/exports/customer/{id:long}"]; // the law's: everything about one customer, by a permission of its own
        var doors = host.Doors.Where(d => d.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { } methods && methods.Contains("GET") && d.RoutePattern.Parameters.Count == 1 && d.RoutePattern.RawText!.Contains(":long}", StringComparison.Ordinal)
            && d.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null && d.Metadata.GetMetadata<KeyNeeds>() is null && !wholeDoors.Contains("/" + d.RoutePattern.RawText!.TrimStart('/'))).ToList();
        var opened = new HashSet<string>();
        foreach (var door in doors)
            foreach (var id in foreign.All)
            {
                var path = "/" + door.RoutePattern.RawText!.TrimStart('/').Replace($"{{{door.RoutePattern.Parameters[0].Name}:long}}", $"{id}");
                using var whole = await all.GetAsync(path);
                if (whole.StatusCode != HttpStatusCode.OK) continue;
                opened.Add(door.RoutePattern.RawText!);
                foreach (var browser in narrow)
                {
                    using var answer = await browser.GetAsync(path);
                    Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
                }
            }
        Assert.True(opened.Count >= 4, string.Join(", ", opened));
        foreach (var browser in narrow) browser.Dispose();

        // What the hub would tell: the whole log from its beginning, all topics.
        List<LogEntry> log;
        using (var reading = await database.Read()) log = await reading.Reader.All<LogEntry>().OrderBy(e => e.Position).ToListAsync();
        var teller = host.Services.GetRequiredService<LiveTeller>();
        async Task<IReadOnlyList<LiveMessage>> Told(PersonId who) => await teller.Messages(log, new(new(who, null, null, null), LiveHub.Topics, (await access.Of(who))!.Reach));
        var everything = await Told(Foreign.SeesAll);
        Assert.Equal(LiveHub.Topics.Count, everything.Select(m => m.Topic).Distinct().Count());
        Assert.Equal([foreign.Own.Value.ToString()], (await Told(Foreign.SeesOwn)).Select(m => m.Id).Distinct());
        Assert.Equal([foreign.AtElsewhere.Value.ToString()], (await Told(Foreign.WorksElsewhere)).Select(m => m.Id).Distinct());
    }

    static async Task<object?> Read(Company company, IView view, Reach reach)
    {
        using var reading = await company.Services.GetRequiredService<Database>().Read(reach);
        return await view.ReadWhole(reading.Reader);
    }

    static bool Carries(Type type, Type kind) => type == kind || (type.IsGenericType && type.GetGenericArguments().Any(t => Carries(t, kind)))
        || (type.Namespace?.StartsWith("BackOffice", StringComparison.Ordinal) is true && type.IsClass
            && type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()?.GetParameters().Any(p => p.ParameterType != type && Carries(p.ParameterType, kind)) is true);

    // A view with each thing that it could be asked for: every foreign id, number and word, every choice, and without.
    static IEnumerable<IView> Variants(Type type, Foreign foreign)
    {
        if (type == typeof(History)) return foreign.Kinds.SelectMany(kind => foreign.Of(kind).Select(id => new History(Ids.KindOf(kind), id))).Append(new("Customer", 1)).Append(new("Item", 1)).Append(new("Location", 1));
        if (type == typeof(Found)) return Lookups(foreign).Select(term => new Found(term, Portal.Departments().All.SelectMany(d => d.Lookups).Select(l => l.Kind).ToMany()));
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        IEnumerable<object?[]> all = [[]];
        foreach (var parameter in constructor.GetParameters()) all = all.SelectMany(before => Values(parameter, foreign).Select(value => (object?[])[.. before, value])).Take(150);
        return [.. all.Select(values => (IView)constructor.Invoke(values))];
    }

    static string[] Lookups(Foreign foreign) => [Foreign.Word, $"{Foreign.Word}-1", $"{Foreign.Word}11", foreign.Number, "S-", "O-", "R-", "F-", "T-", "INV"];

    static List<object?> Values(ParameterInfo parameter, Foreign foreign)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var values = new List<object?>();
        if (parameter.HasDefaultValue || parameter.ParameterType != type) values.Add(parameter.HasDefaultValue && parameter.DefaultValue is not DBNull ? Fitting(parameter.DefaultValue, type) : null);
        if (parameter.Name is "After" or "Most") return values;
        if (type == typeof(bool)) return [true, false];
        if (type.IsEnum) return [.. values.Where(v => v is null), .. Enum.GetValues(type)];
        if (type == typeof(string)) return [.. values, Foreign.Word, $"{Foreign.Word}-1", $"{Foreign.Word}11", foreign.Number];
        if (typeof(IId).IsAssignableFrom(type)) return [.. values, .. (foreign.Kinds.Contains(type) ? foreign.Of(type) : [foreign.IdOf(type)]).Distinct().Select(id => Activator.CreateInstance(type, id))];
        return [.. values, Sample.Of(type)];
    }

    static object? Fitting(object? value, Type type) => value is not null && type.IsEnum ? Enum.ToObject(type, value) : value;
}
