using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

/// <summary>The rules of the house that can be tests.</summary>
public partial class TidyTests
{
    static readonly Departments departments = Portal.Departments();
    static readonly Type[] types = [.. departments.Types.Concat(typeof(Portal).Assembly.GetTypes()).Concat(typeof(BackOffice.Ui.Session).Assembly.GetTypes())];
    static IEnumerable<Type> Concrete<T>() => types.Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(T).IsAssignableFrom(t));

    [Fact]
    public void Each_command_and_view_wears_its_permission() =>
        Assert.Empty(Concrete<ICommand>().Concat(Concrete<IView>())
            .Where(t => t.GetCustomAttribute<NeedsAttribute>() is null && t.GetCustomAttribute<ForEveryoneAttribute>() is null).Select(t => t.Name));

    [Fact]
    public void Each_page_wears_its_permission() =>
        Assert.Empty(types.Where(t => t.GetCustomAttributes<RouteAttribute>().Any() && t.GetCustomAttribute<NeedsAttribute>() is null
            && t.GetCustomAttribute<ForEveryoneAttribute>() is null && t.GetCustomAttribute<Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute>() is null).Select(t => t.Name));

    [Fact]
    public void Each_permission_that_is_worn_is_on_the_matrix_with_its_sentence()
    {
        var known = departments.All.SelectMany(d => d.Permissions).Select(p => p.Name).ToHashSet();
        Assert.Empty(types.Select(t => t.GetCustomAttribute<NeedsAttribute>()?.Permission).Where(p => p is not null && !known.Contains(p)).Distinct());
        Assert.Empty(departments.All.SelectMany(d => d.Roles).SelectMany(r => r.Value).Where(p => !known.Contains(p)));
        Assert.Empty(departments.All.SelectMany(d => d.Places).Select(p => p.Permission).Where(p => p.Length > 0 && !known.Contains(p)));
    }

    [Fact]
    public async Task Only_the_owner_writes_its_tables()
    {
        await using var company = await Company.Open();
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        var open = from entity in db.Model.GetEntityTypes()
                   from property in entity.ClrType.GetProperties()
                   let set = property.SetMethod
                   where set is { IsPublic: true } && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
                   select $"{entity.ClrType.Name}.{property.Name}";
        Assert.Empty(open.Distinct());
    }

    [Fact]
    public async Task Table_names_are_plural_and_unique()
    {
        await using var company = await Company.Open();
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        var tables = db.Model.GetEntityTypes().Where(e => !e.IsOwned()).Select(e => e.GetTableName()!).ToList();
        Assert.Empty(tables.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(tables.Where(t => !t.EndsWith('s') && t is not "People" and not "RawMail"));
    }

    [Fact]
    public void No_page_is_longer_than_a_screenful_of_thought()
    {
        var tooLong = new List<string>();
        foreach (var file in Sources("*.razor"))
        {
            var lines = File.ReadAllLines(file);
            var code = Array.FindIndex(lines, l => l.StartsWith("@code", StringComparison.Ordinal));
            if (lines.Length > 120) tooLong.Add($"{Path.GetFileName(file)}: {lines.Length} lines, 120 at most; cut a component named for what it shows.");
            if (code >= 0 && lines.Length - code - 2 > 60) tooLong.Add($"{Path.GetFileName(file)}: {lines.Length - code - 2} lines of code, 60 at most.");
        }
        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_shared_row_is_static()
    {
        foreach (var file in Sources("*Row.razor"))
        {
            var text = File.ReadAllText(file);
            Assert.False(OnHandler().IsMatch(text), $"{Path.GetFileName(file)}: @on… is dropped silently in a shared row.");
            Assert.False(text.Contains("<Mud", StringComparison.Ordinal), $"{Path.GetFileName(file)}: no Mud component in a shared row.");
            Assert.False(text.Contains("@inject", StringComparison.Ordinal), $"{Path.GetFileName(file)}: no service in a shared row.");
        }
    }

    [Fact]
    public void What_uses_Mud_brings_its_providers() =>
        Assert.Empty(Sources("*.razor").Where(f => File.ReadAllText(f) is var text && text.Contains("<Mud") && !text.Contains("<MudHere") && Path.GetFileName(f) is not ("MudHere.razor" or "App.razor")).Select(Path.GetFileName));

    [Fact]
    public void No_page_owns_a_context() =>
        Assert.Empty(Sources("*.razor").Where(f => File.ReadAllText(f) is var text && (text.Contains("BackOfficeDb") || text.Contains("IQueryable<") || text.Contains("DbContext"))).Select(Path.GetFileName));

    [Fact]
    public void Every_consequence_is_named_and_no_event_follows_from_itself()
    {
        var company = new Consequences();
        WhatFollows.Table(company);
        Assert.Empty(Concrete<Event>().Where(e => company.Find(e) is null).Select(e => $"{e.Name} has no line in WhatFollows.cs; say Nothing(because) if nothing follows."));
        foreach (var entry in company.All) Assert.True(Depth(company, entry.Event, []) <= Consequences.MostDepth, $"{entry.Event.Name} goes too deep.");
    }

    [Fact]
    public void What_follows_is_printed()
    {
        var company = new Consequences();
        WhatFollows.Table(company);
        var printed = Print(company);
        var file = Path.Combine(Root, "docs", "what-follows.md");
        if (Environment.GetEnvironmentVariable("BACKOFFICE_UPDATE") is not null) File.WriteAllText(file, printed);
        Assert.Equal(printed, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_event_can_be_read_as_it_was_first_written()
    {
        var folder = Path.Combine(Root, "tests", "data", "events");
        Directory.CreateDirectory(folder);
        var wrong = new List<string>();
        foreach (var type in Concrete<Event>())
        {
            var attribute = type.GetCustomAttribute<EventAttribute>()!;
            var file = Path.Combine(folder, $"{attribute.Name}.{attribute.Number}.json");
            if (!File.Exists(file) && Environment.GetEnvironmentVariable("BACKOFFICE_UPDATE") is not null) File.WriteAllText(file, Json.Write(Sample.Of(type)) + "\n");
            if (!File.Exists(file)) { wrong.Add($"{attribute.Name} has no golden file."); continue; }
            var golden = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(file))!;
            var again = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Json.Write(Json.Read(File.ReadAllText(file), type)))!;
            wrong.AddRange(golden.Where(field => !again.TryGetValue(field.Key, out var now) || now.GetRawText() != field.Value.GetRawText()).Select(field => $"{attribute.Name} lost its field {field.Key}."));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Views_round_trip_through_their_properties()
    {
        foreach (var type in Concrete<IView>())
            foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.GetMethod!.GetBaseDefinition().DeclaringType == type))
                Assert.True(IsPlain(property.PropertyType), $"{type.Name}.{property.Name}: a view's properties are scalars, ids, enums, dates or Many, so that equal views are one.");
    }

    static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(DateOnly) || type == typeof(DateTime) || type == typeof(decimal) || Ids.IsId(type)
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Many<>)) || (type.IsClass && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type) && type.Namespace?.StartsWith("BackOffice", StringComparison.Ordinal) is true);
    }

    static int Depth(Consequences company, Type @event, Type[] path)
    {
        Assert.DoesNotContain(@event, path);
        if (company.Find(@event) is not { } entry) return 0;
        return 1 + entry.Then.SelectMany(then => Raised(then.Command)).Select(raised => Depth(company, raised, [.. path, @event])).DefaultIfEmpty(0).Max();
    }

    static IEnumerable<Type> Raised(Type command) => command.GetCustomAttributes().Where(a => a.GetType().IsGenericType && a.GetType().GetGenericTypeDefinition() == typeof(RaisesAttribute<>))
        .Select(a => a.GetType().GetGenericArguments()[0]);

    static string Print(Consequences company)
    {
        var text = new System.Text.StringBuilder("# What follows\n\nPrinted by a test from `WhatFollows.cs`. *Then* is in the same transaction; *later* is an errand after the commit.\n\n| when | then | later |\n|---|---|---|\n");
        foreach (var entry in company.All.OrderBy(e => EventKinds.NameOf(e.Event), StringComparer.Ordinal))
            text.Append("| ").Append(entry.Event.Name).Append(" | ").Append(entry.Nothing ?? string.Join(", ", entry.Then.Select(t => t.Command.Name))).Append(" | ")
                .Append(string.Join(", ", entry.Later.Select(l => l.Errand.Name))).Append(" |\n");
        return text.ToString();
    }

    internal static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BackOffice.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside their repository.");
        return folder;
    }

    internal static IEnumerable<string> Sources(string pattern) => Directory.EnumerateFiles(Path.Combine(Root, "src"), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}") && !f.Contains("Migrations."));

    [GeneratedRegex(@"\s@on\w+")]
    private static partial Regex OnHandler();
}
