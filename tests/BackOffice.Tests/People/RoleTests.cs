using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;
using Fulfil = BackOffice.Fulfillment.May;

namespace BackOffice.Tests.People;

public class RoleTests
{
    [Fact]
    public async Task A_permission_put_into_a_role_opens_at_once_and_taken_out_shuts_at_once()
    {
        await using var company = await Company.Open();
        var agent = await Role(company, "agent");
        await company.Sam.IsRefused(new BackOffice.Fulfillment.PlaceOrder(Goods.Order(("A", 1))), Refusal.NotAllowed);

        await company.Ada.Does(new AllowRole(agent, Fulfil.PlaceOrders));
        await company.Sam.Does(new BackOffice.Fulfillment.PlaceOrder(Goods.Order(("A", 1))));

        await company.Ada.Does(new ForbidRole(agent, Fulfil.PlaceOrders));
        await company.Sam.IsRefused(new BackOffice.Fulfillment.PlaceOrder(Goods.Order(("A", 1))), Refusal.NotAllowed);
    }

    [Fact]
    public async Task A_new_role_is_given_and_taken_and_stands_in_the_persons_history()
    {
        await using var company = await Company.Open();
        var made = await company.Ada.Does(new MakeRole("Night desk"));
        await company.Ada.Does(new AllowRole(made.Role, Fulfil.PlaceOrders));
        await company.Ada.Does(new GiveRole(company.Sam.Id, made.Role));
        Assert.Equal(["agent", "night desk"], (await company.Sam.Actor()).Roles);

        await company.Ada.Does(new TakeRole(company.Sam.Id, made.Role));

        Assert.Equal(["agent"], (await company.Sam.Actor()).Roles);
        var history = await Read(company, History.Of(company.Sam.Id));
        Assert.Equal(["Role night desk taken away", "Role night desk given"], history.Take(2).Select(line => line.Says.ToString()));
    }

    [Fact]
    public async Task Only_who_decides_on_access_changes_it()
    {
        await using var company = await Company.Open();
        var agent = await Role(company, "agent");
        foreach (var command in new ICommand[]
        {
            new MakeRole("mine"), new AllowRole(agent, Fulfil.PlaceOrders), new ForbidRole(agent, Fulfil.SeeOrders), new LimitRole(agent, Fulfil.SeeOrders, "GBP", 1), new GiveRole(company.Sam.Id, agent),
            new TakeRole(company.Sam.Id, agent), new DisablePerson(company.Sam.Id, "no reason"), new EnablePerson(company.Sam.Id), new PlacePerson(company.Sam.Id, 1), new SwitchDuties(true, "no reason"), new SwitchDutyPair(new(1), false),
        })
            await company.Noor.IsRefused(command, Refusal.NotAllowed);
    }

    [Fact]
    public async Task The_last_administrator_stays_whatever_way_is_tried()
    {
        await using var company = await Company.Open();
        var administrator = await Role(company, "administrator");
        await company.Ada.Does(new TakeRole(company.Max.Id, administrator));

        await company.Ada.IsRefused(new TakeRole(company.Ada.Id, administrator), Refusal.LastAdministrator);
        await company.Ada.IsRefused(new DisablePerson(company.Ada.Id, "leaves us"), Refusal.LastAdministrator);
        await company.Ada.IsRefused(new ForbidRole(administrator, May.ManagePeople), Refusal.LastAdministrator);

        // Another way to decide on access frees the first one.
        var made = await company.Ada.Does(new MakeRole("deciders"));
        await company.Ada.Does(new AllowRole(made.Role, May.ManagePeople));
        await company.Ada.Does(new GiveRole(company.Noor.Id, made.Role));
        await company.Ada.Does(new ForbidRole(administrator, May.ManagePeople));
        await company.Ada.IsRefused(new MakeRole("again"), Refusal.NotAllowed);
        await company.Noor.IsRefused(new DisablePerson(company.Noor.Id, "leaves us"), Refusal.LastAdministrator);
    }

    [Fact]
    public async Task Two_administrators_who_lock_each_other_out_at_once_leave_one()
    {
        await using var company = await Company.Open();
        var outcomes = await Task.WhenAll(company.Ada.Tries(new DisablePerson(company.Max.Id, "quarrel")), company.Max.Tries(new DisablePerson(company.Ada.Id, "quarrel")));
        Assert.Single(outcomes, outcome => outcome.Ok);
    }

    [Fact]
    public async Task The_directory_does_not_take_the_last_administrator_away()
    {
        await using var company = await Company.Open();
        var first = await FromDirectory(company, "s-1", "ann@gifts.example", "Ann", "administrator", "agent");
        await company.Ada.Does(new TakeRole(company.Max.Id, await Role(company, "administrator")));
        await Of(company, first).Does(new DisablePerson(company.Ada.Id, "leaves us"));

        await FromDirectory(company, "s-1", "ann@gifts.example", "Ann", "billing");

        Assert.Equal(["administrator", "billing"], (await Of(company, first).Actor()).Roles);
    }

    [Fact]
    public async Task Someone_is_who_the_directorys_id_says_whatever_they_are_called()
    {
        await using var company = await Company.Open();
        var ann = await FromDirectory(company, "s-1", "ann@gifts.example", "Ann Lee", "agent");

        // Married, renamed: the same person. Their old name goes to a newcomer: another person, without Ann's roles.
        Assert.Equal(ann, await FromDirectory(company, "s-1", "ann.hart@gifts.example", "Ann Hart", "agent"));
        var newcomer = await FromDirectory(company, "s-2", "ann@gifts.example", "Ann Other");

        Assert.NotEqual(ann, newcomer);
        Assert.Equal("Ann Hart", (await Of(company, ann).Actor()).Name);
        Assert.Empty((await Of(company, newcomer).Actor()).Roles);
        // Another directory that says the same id and name is somebody else, too.
        Assert.NotEqual(ann, await From(company, "https://other.example", "s-1", "ann.hart@gifts.example", "Ann Hart"));
    }

    [Fact]
    public async Task A_directory_account_named_like_someone_of_the_portal_is_not_them()
    {
        await using var company = await Company.Open();
        var imposter = await FromDirectory(company, "s-9", "ada", "Ada Quinn");
        Assert.NotEqual(company.Ada.Id, imposter);
        Assert.Empty((await Of(company, imposter).Actor()).Roles);
        Assert.Contains("administrator", (await company.Ada.Actor()).Roles);
    }

    [Fact]
    public async Task What_an_administrator_gave_stays_when_the_directory_speaks_and_what_the_directory_gave_is_taken_there()
    {
        await using var company = await Company.Open();
        var ann = await FromDirectory(company, "s-1", "ann@gifts.example", "Ann", "agent");
        await company.Ada.Does(new GiveRole(ann, await Role(company, "picker")));
        await company.Ada.IsRefused(new TakeRole(ann, await Role(company, "agent")));

        await FromDirectory(company, "s-1", "ann@gifts.example", "Ann", "billing");

        Assert.Equal(["billing", "picker"], (await Of(company, ann).Actor()).Roles);
    }

    [Fact]
    public async Task Nobody_gives_themselves_a_role_but_in_a_small_company()
    {
        await using var company = await Company.Open();
        var agent = await Role(company, "agent");
        var refusal = await company.Ada.IsRefused(new GiveRole(company.Ada.Id, agent), Refusal.Duties);
        Assert.Equal("Nobody gives themselves a role. Ask Max Stone.", refusal.ToString());

        await company.Ada.Does(new SwitchDuties(true, "There are two of us"));
        await company.Ada.Does(new GiveRole(company.Ada.Id, agent));
    }

    [Fact]
    public async Task A_start_brings_back_nothing_that_was_taken_away_and_a_new_permission_goes_to_its_roles()
    {
        await using var company = await Company.Open();
        await company.Ada.Does(new ForbidRole(await Role(company, "agent"), Fulfil.SeeOrders));
        await using (var db = company.Services.GetRequiredService<Database>().Bare())
        {
            // As if the program had just learnt this permission.
            await db.Set<KnownPermission>().Where(p => p.Name == Fulfil.HoldOrders).ExecuteDeleteAsync();
            await db.Set<RolePermission>().Where(p => p.Permission == Fulfil.HoldOrders).ExecuteDeleteAsync();
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA user_version=0");
        }

        await company.Services.GetRequiredService<BackOffice.Kernel.Storage>().Prepare(new CompanyInfo { Name = "", Currency = "GBP", Zone = "UTC" });

        var agents = (await company.All<RolePermission>()).Where(p => p.Role == "agent").Select(p => p.Permission).ToList();
        Assert.DoesNotContain(Fulfil.SeeOrders, agents);
        Assert.Contains(Fulfil.HoldOrders, agents);
    }

    internal static async Task<RoleId> Role(Company company, string name) => (await company.All<Role>()).Single(r => r.Name == name).Id;

    internal static Task<T> Read<T>(Company company, View<T> view) => company.Services.GetRequiredService<LiveViews>().Read(view, Reach.Everything);

    static Colleague Of(Company company, PersonId id) => new(company, id, "someone");

    static Task<PersonId> FromDirectory(Company company, string subject, string login, string name, params string[] roles) => From(company, "https://directory.example", subject, login, name, roles);

    static async Task<PersonId> From(Company company, string issuer, string subject, string login, string name, params string[] roles) =>
        (await company.Commands.Send(new KeepPerson(login, name, null, null, roles.ToMany(), issuer, subject), Actor.House(HouseActor.Program))).Answer!.Person;
}
