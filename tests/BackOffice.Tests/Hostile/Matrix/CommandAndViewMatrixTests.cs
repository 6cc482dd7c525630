using System.Reflection;
using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Ui;
using BackOffice.Web;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Hostile.Matrix;

/// <summary>
/// Every command and every view, tried by everyone through the real pipeline. What is expected comes from the permission that
/// each wears and from the roles' data; commands and views are found, not listed.
/// </summary>
public sealed class CommandAndViewMatrixTests
{
    static readonly Type[] types = [.. Portal.Departments().Types.Concat(typeof(Portal).Assembly.GetTypes()).Concat(typeof(Session).Assembly.GetTypes()).Distinct()];
    static readonly Type[] commands = [.. types.Where(t => !t.IsAbstract && typeof(ICommand).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal)];
    static readonly Type[] views = [.. types.Where(t => !t.IsAbstract && typeof(IView).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    [Fact]
    public async Task Every_command_obeys_the_permission_data_for_everyone()
    {
        await using var company = await Open(new OneTakenAway());
        var everyone = await Everyone.Of(company.Services.GetRequiredService<Database>());
        var wrong = new List<string>();
        foreach (var command in commands) wrong.AddRange(await Wrong(company, command, everyone));
        Assert.Empty(wrong);
        Assert.True(commands.Length > 80 && everyone.Count > 18, $"{commands.Length} commands × {everyone.Count}");
    }

    [Fact]
    public async Task Every_view_obeys_the_permission_data_for_everyone()
    {
        await using var company = await Open(new OneTakenAway());
        var everyone = (await Everyone.Of(company.Services.GetRequiredService<Database>())).Where(t => t.Actor.Kind is ActorKind.Person).ToList();
        var wrong = new List<string>();
        foreach (var view in views) wrong.AddRange(await WrongView(company, view, everyone, read: true));
        Assert.Empty(wrong);
        Assert.True(views.Length > 50, $"{views.Length} views");
    }

    // Mutants: each permission is taken away in memory, and the very same check has to notice.
    [Fact]
    public async Task A_permission_taken_from_any_command_or_view_is_noticed()
    {
        var mutant = new OneTakenAway();
        await using var company = await Open(mutant);
        var everyone = await Everyone.Of(company.Services.GetRequiredService<Database>());
        var persons = everyone.Where(t => t.Actor.Kind is ActorKind.Person).ToList();
        var survived = new List<string>();
        var killed = 0;
        foreach (var type in commands.Concat(views).Where(t => t.IsDefined(typeof(NeedsAttribute))))
        {
            mutant.Taken = type;
            var noticed = typeof(ICommand).IsAssignableFrom(type) ? await Wrong(company, type, everyone) : await WrongView(company, type, persons, read: false);
            if (noticed.Count == 0) survived.Add(type.Name);
            else killed++;
        }
        Assert.Empty(survived);
        Assert.True(killed > 120, $"{killed} mutants");
    }

    [Fact]
    public void What_is_open_to_everyone_says_why() =>
        Assert.Empty(commands.Concat(views).Where(t => t.GetCustomAttribute<ForEveryoneAttribute>() is { Because.Length: < 15 }).Select(t => t.Name));

    [Fact]
    public void Only_the_listed_methods_can_be_called_by_a_browsers_script()
    {
        var callable = types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttributes().Any(a => a.GetType().Name is "JSInvokableAttribute")).Select(m => $"{m.DeclaringType!.Name}.{m.Name}");
        Assert.Equal(["Echo.Answer"], callable); // it says true: how long an answer takes
    }

    // The writer refuses: whoever reaches it was let through by permissions, and nothing is done.
    sealed class Threshold : IWriter
    {
        public const string Reached = "reached the writer";
        public void Enqueue(WriteJob job, bool behind = false) => job.Failed(new RefusedException(new(Reached, "x")));
        public void Dispose() { }
    }

    static async Task<Company> Open(OneTakenAway needed)
    {
        var company = await Company.Open(also: services => services.AddSingleton<IWriter>(new Threshold()).AddSingleton<Needed>(needed));
        await Everyone.Enter(company.Services.GetRequiredService<Database>());
        return company;
    }

    static string? Worn(Type type) => type.GetCustomAttribute<NeedsAttribute>()?.Permission;

    static async Task<List<string>> Wrong(Company company, Type type, IReadOnlyList<Tester> everyone)
    {
        var command = (ICommand)Sample.Of(type);
        var permission = Worn(type);
        var wrong = new List<string>();
        foreach (var tester in everyone)
        {
            // Open to everyone is open to everyone who is somebody here.
            var expected = permission is null ? tester.Name is not ("left the company" or "unknown" or "nobody") : tester.May.Contains(permission);
            var outcome = await company.Commands.Send(command, tester.Actor);
            var reached = outcome.Refusal?.Code == Threshold.Reached;
            if (reached != expected || (!reached && outcome.Refusal?.Code != Refusal.NotAllowed))
                wrong.Add($"{type.Name} ({permission ?? "for everyone"}) by {tester}: {(expected ? "should be let through" : "should be refused")}, but {outcome.Refusal?.Code ?? "it was done"}.");
        }
        return wrong;
    }

    static readonly MethodInfo readOne = typeof(Session).GetMethods().Single(m => m.Name == nameof(Session.Read) && m.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == typeof(View<>));
    static readonly MethodInfo readList = typeof(Session).GetMethods().Single(m => m.Name == nameof(Session.Read) && m.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == typeof(ListView<>));

    static async Task<List<string>> WrongView(Company company, Type type, IReadOnlyList<Tester> persons, bool read)
    {
        var view = (IView)Sample.Of(type);
        var permission = Worn(type);
        var wrong = new List<string>();
        var isRead = !read;
        foreach (var tester in persons)
        {
            await using var scope = company.Services.CreateAsyncScope();
            var session = scope.ServiceProvider.GetRequiredService<Session>();
            await session.Begin(new ClaimsPrincipal(new ClaimsIdentity([new(Session.PersonClaim, tester.Actor.Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))], "test")), "en");
            var isSomebody = tester.Name is not ("left the company" or "unknown" or "nobody");
            var expected = isSomebody && (permission is null || tester.May.Contains(permission));
            var allowed = session.MaySee(view);
            // Whoever is refused is refused at the reading too; of those who may, one really reads.
            if (!allowed || !isRead)
            {
                try
                {
                    await Read(session, view);
                    isRead = true;
                    if (!allowed) wrong.Add($"{type.Name}: {tester} may not see it and read it.");
                }
                catch (RefusedException refused) when (refused.Refusal.Code == Refusal.NotAllowed) { allowed = false; }
            }
            if (allowed != expected) wrong.Add($"{type.Name} ({permission ?? "for everyone"}) by {tester}: {(expected ? "should be shown" : "should be refused")}, but it was {(allowed ? "shown" : "refused")}.");
        }
        return wrong;
    }

    static Task Read(Session session, IView view)
    {
        var kind = view.GetType();
        while (!kind.IsGenericType || (kind.GetGenericTypeDefinition() != typeof(View<>) && kind.GetGenericTypeDefinition() != typeof(ListView<>))) kind = kind.BaseType!;
        var method = (kind.GetGenericTypeDefinition() == typeof(View<>) ? readOne : readList).MakeGenericMethod(kind.GetGenericArguments());
        return (Task)method.Invoke(session, [view])!;
    }
}
