using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage;

/// <summary>A start on a database that the same build has prepared looks for nothing anew; any other does.</summary>
public sealed class StartTests
{
    const string Guard = "LogEntries_UPDATE";

    [Fact]
    public async Task The_same_build_seeds_nothing_again_but_makes_the_guards_anew()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "There every start looks at everything.");
        await using var company = await Company.Open();
        await Say(company, $"DROP TRIGGER \"{Guard}\"", """DELETE FROM "KnownPermissions" """);
        await Prepare(company);

        Assert.Equal(0, await Count(company, """SELECT COUNT(*) FROM "KnownPermissions" """));
        Assert.Equal(1, await Count(company, $"SELECT COUNT(*) FROM sqlite_master WHERE name = '{Guard}'"));
    }

    [Fact]
    public async Task What_another_build_has_prepared_is_made_ready_whole_and_then_known()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "There every start looks at everything.");
        await using var company = await Company.Open();
        var known = await Count(company, """SELECT COUNT(*) FROM "KnownPermissions" """);
        var build = await Count(company, "PRAGMA user_version");
        Assert.NotEqual(0, build);

        await Say(company, """DELETE FROM "KnownPermissions" """, "PRAGMA user_version=77");
        await Prepare(company);

        Assert.Equal(known, await Count(company, """SELECT COUNT(*) FROM "KnownPermissions" """));
        Assert.Equal(build, await Count(company, "PRAGMA user_version"));
    }

    static Task Prepare(Company company) =>
        company.Services.GetRequiredService<BackOffice.Kernel.Storage>().Prepare(new CompanyInfo { Name = "", Currency = "GBP", Zone = "UTC" });

    static async Task Say(Company company, params string[] statements)
    {
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        foreach (var sql in statements) await db.Database.ExecuteSqlRawAsync(sql);
    }

    static async Task<int> Count(Company company, string sql)
    {
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync());
    }
}
