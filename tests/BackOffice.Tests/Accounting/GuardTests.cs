using BackOffice.Accounting;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BackOffice.Tests.Accounting;

public class GuardTests
{
    [Fact]
    public void Each_guard_is_one_statement_that_sql_server_can_read()
    {
        foreach (var guard in new AccountingDepartment().Guards)
        {
            var script = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(guard.SqlServer), out var errors);
            Assert.True(errors.Count == 0, $"{guard.Name}: {string.Join("; ", errors.Select(e => $"line {e.Line}: {e.Message}"))}");
            Assert.IsType<CreateOrAlterTriggerStatement>(Assert.Single(Assert.Single(((TSqlScript)script).Batches).Statements));
        }
    }

    [Fact]
    public async Task Each_guard_stands_in_the_database()
    {
        await using var company = await Company.Open();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        Assert.Empty(new AccountingDepartment().Guards.Select(g => g.Name).Except(names));
    }

    [Fact]
    public async Task Open_lists_are_read_by_the_index_of_what_is_open()
    {
        await using var company = await Company.Open();
        await company.Issued(("MUG", 1));
        Assert.Contains("IX_Invoices_State_Id", await Plan(company, new InvoiceList().Read));
        Assert.Contains("IX_Invoices_Open", await Plan(company, new InvoiceList(OnlyOpen: true).Read));
        Assert.Contains("IX_Payments_Unapplied", await Plan(company, new Receipts().Read));
        Assert.Contains("IX_JournalLines_Account_Id", await Plan(company, new JournalList(new AccountId(1100)).Read));
    }

    private static async Task<string> Plan<TRow>(Company company, Func<BackOffice.Kernel.Reader, IQueryable<TRow>> query)
    {
        var sql = await company.Db(reader => Task.FromResult(query(reader).Take(100).ToQueryString()));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        // ToQueryString writes its parameters as a comment of ".param set" lines before the statement.
        command.CommandText = "EXPLAIN QUERY PLAN " + sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (System.Text.RegularExpressions.Match name in System.Text.RegularExpressions.Regex.Matches(command.CommandText, @"@\w+"))
            if (!command.Parameters.Contains(name.Value))
                command.Parameters.AddWithValue(name.Value, 100);
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));
        return string.Join('\n', plan);
    }
}
