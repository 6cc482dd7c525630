using System.Text.RegularExpressions;
using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BackOffice.Tests.Storage;

public partial class MigrationTests
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

    // On SQL Server the tables lie in schemas, which statements written by hand leave out: a wrong name would show only there.
    [Fact]
    public void Every_statement_by_hand_names_a_table_and_SQL_Server_is_told_its_schema()
    {
        using var db = DesignTime.Of(sqlServer: true);
        var tables = db.Model.GetEntityTypes().ToLookup(e => e.GetTableName()!, e => e.GetSchema());
        var kernel = Path.Combine(TidyTests.Root, "src", "BackOffice.Kernel");
        var named = Directory.EnumerateFiles(kernel, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(m => m.Groups[2].Value)).Distinct().ToList();
        Assert.True(named.Count > 8, "Few statements were found; the search is wrong.");
        foreach (var table in named)
        {
            if (table is "__EFMigrationsLock") continue;
            Assert.True(tables.Contains(table), $"There is no table {table}.");
            var schema = Assert.Single(tables[table].Distinct());
            foreach (var sql in (string[])[$"SELECT 1 FROM \"{table}\" WHERE 1 = 0", $"UPDATE \"{table}\" SET \"Id\" = 1", $"INSERT INTO \"{table}\" (\"Id\") VALUES (1)"])
            {
                var told = Database.Qualify(sql, db.Model);
                Assert.Contains($"\"{schema}\".\"{table}\"", told);
                AssertParses(told, told);
            }
        }
        Assert.Equal("SELECT 1 FROM \"Nowhere\"", Database.Qualify("SELECT 1 FROM \"Nowhere\"", db.Model));
    }

    [GeneratedRegex("\\b(FROM|JOIN|UPDATE|INTO)\\s+\\\\?\"(\\w+)\\\\?\"")]
    private static partial Regex Named();

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
