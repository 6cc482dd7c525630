using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BackOffice.Tests.Storage;

public class MigrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_migrations_make_the_model(bool sqlServer)
    {
        using var db = DesignTime.Of(sqlServer);
        Assert.NotEmpty(db.GetService<IMigrationsAssembly>().Migrations);
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed since the last migration: add one for both databases (see docs/architecture.md).");
    }

    [Fact]
    public void The_script_for_SQL_Server_is_T_SQL()
    {
        using var db = DesignTime.Of(sqlServer: true);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        AssertParses(script, "the migration script");
        Assert.Contains("CREATE TABLE", script);
    }

    [Fact]
    public void Every_guard_is_T_SQL_for_SQL_Server()
    {
        var guards = Portal.Departments().All.SelectMany(d => d.Guards).ToList();
        Assert.NotEmpty(guards);
        foreach (var guard in guards) AssertParses(guard.SqlServer, guard.Name);
    }

    [Fact]
    public void A_sentence_is_not_T_SQL()
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader("CREATE TABEL x"), out var errors);
        Assert.NotEmpty(errors);
    }

    static void AssertParses(string sql, string what)
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(errors.Count == 0, $"{what}: {string.Join("; ", errors.Take(5).Select(e => $"line {e.Line}: {e.Message}"))}");
    }
}
