using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.People;

public class ReachTests
{
    [Fact]
    public async Task A_salesperson_finds_reads_and_changes_only_their_own_orders()
    {
        await using var company = await Company.Open();
        var others = await company.Placed(("MUG", 2));
        var own = (await company.Sal.Does(new PlaceOrder(Goods.Order(("MUG", 1))))).Order;
        var reach = (await company.Sal.Actor()).Reach;
        var views = company.Services.GetRequiredService<LiveViews>();

        Assert.Equal([own], (await views.Read(new OrderList(), reach)).Select(o => o.Id));
        Assert.Null(await views.Read(new OrderDetail(others), reach));
        Assert.NotNull(await views.Read(new OrderDetail(own), reach));
        Assert.Null(await views.Read(History.Of(others), reach));
        Assert.NotEmpty(await views.Read(History.Of(own), reach));
        Assert.Null(await views.Read(new MoneyOfOrder(others), reach));
        Assert.Equal([own.Value], (await views.Read(new Found(Order.NumberOf(own), new[] { "order" }.ToMany()), reach)).Select(f => f.Id));
        Assert.Empty(await views.Read(new Found(Order.NumberOf(others), new[] { "order" }.ToMany()), reach));
        Assert.NotEmpty(await company.Read(new Found(Order.NumberOf(others), new[] { "order" }.ToMany())));
    }

    [Fact]
    public async Task Two_people_with_different_reach_never_share_a_snapshot_and_two_with_the_same_do()
    {
        await using var company = await Company.Open();
        var made = await company.Placed(("MUG", 2));
        var views = company.Services.GetRequiredService<LiveViews>();
        var before = views.Distinct;

        using var joes = views.Watch(new OrderDetail(made), (await company.Joe.Actor()).Reach, () => { });
        using var noors = views.Watch(new OrderDetail(made), (await company.Noor.Actor()).Reach, () => { });
        using var sals = views.Watch(new OrderDetail(made), (await company.Sal.Actor()).Reach, () => { });

        Assert.Equal(before + 2, views.Distinct);
        for (var i = 0; i < 500 && (joes.Current is null || sals.Current is null); i++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.NotNull(joes.Current!.Value);
        Assert.Same(joes.Current, noors.Current);
        Assert.Null(sals.Current!.Value);
    }

    [Fact]
    public async Task The_matrix_says_who_holds_what_and_a_person_from_where_each_right_comes()
    {
        await using var company = await Company.Open();
        var sheet = await company.Read(new RoleMatrix());
        Assert.Equal(["Ada Quinn", "Max Stone"], sheet.Roles.Single(r => r.Name == "administrator").Holders);
        Assert.True(sheet.Roles.Single(r => r.Name == "picker").May(BackOffice.Fulfillment.May.Pick));

        var ana = (await company.Read(new PersonAccess(company.Ana.Id)))!;
        Assert.Equal(["picker", "shipping clerk"], ana.Rights.Single(r => r.Permission == BackOffice.Fulfillment.May.Pack).From);
        Assert.Equal((await company.Ana.Actor()).Permissions.Order(StringComparer.Ordinal), ana.Rights.Select(r => r.Permission).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_pages_of_access_open_for_an_administrator_and_change_a_cell()
    {
        await using var company = await Company.Open();
        await using var roles = await company.Ada.Opens<BackOffice.Web.People.RolesPage>();
        roles.WaitForAssertion(() => Assert.Contains("Decide who may do what", roles.Markup));
        await using var people = await company.Ada.Opens<BackOffice.Web.People.PeoplePage>();
        people.WaitForAssertion(() => Assert.Contains("Sal Moreno", people.Markup));
        await using var person = await company.Ada.Opens<BackOffice.Web.People.PersonPage>(p => p.Add(x => x.Number, company.Sal.Id.Value));
        person.WaitForAssertion(() => Assert.Contains("salesperson", person.Markup));
        await using var sessions = await company.Sal.Opens<BackOffice.Web.People.MySessionsPage>();
        sessions.WaitForAssertion(() => Assert.Contains("Sign out everywhere", sessions.Markup));
    }
}
