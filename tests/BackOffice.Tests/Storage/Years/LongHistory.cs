using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Storage.Years;

/// <summary>
/// Years in which what the company has done once was done again and again: every row that came of it is copied, with ids,
/// numbers and addresses of its own, twenty times a day into the past. People, goods, accounts and settings stay as they are.
/// </summary>
sealed class LongHistory : IDisposable
{
    const long Apart = 1_000_000;
    const int ADay = 20;

    static readonly HashSet<Type> standing =
    [
        typeof(CompanyInfo), typeof(Head), typeof(IdBlock), typeof(Series), typeof(Lease), typeof(NamedLock), typeof(Due), typeof(Draft), typeof(Person), typeof(PersonRole), typeof(Role), typeof(RolePermission),
        typeof(RoleLimit), typeof(KnownPermission), typeof(DutyPair), typeof(AccessPolicy), typeof(ApiKey), typeof(CheckRow), typeof(Wall), typeof(WallCode), typeof(WallTry), typeof(Webhook), typeof(Restore),
        typeof(Location), typeof(Channel), typeof(Item), typeof(ItemCost), typeof(StockLevel), typeof(BackOffice.Accounting.Account), typeof(Period), typeof(AccountBalance), typeof(BankAccount), typeof(Mailbox), typeof(ImapCursor), typeof(SlaPolicy),
    ];

    // Words that are each row's own.
    static readonly HashSet<string> own =
        ["Id", "ExternalId", "ExternalKey", "GoodsHash", "CommandId", "Hash", "Key", "Number", "Fingerprint", "BankId", "Tracking", "ContentHash", "MailMessageId", "RequesterAddress", "Address", "Term", "Email", "Subject"];

    readonly SqliteConnection connection;
    readonly List<(string Table, string Columns, string Values)> copies = [];
    int done;

    public LongHistory(Company company)
    {
        connection = new($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var db = company.Services.GetRequiredService<Database>().Bare();
        var fixedIds = db.Model.GetEntityTypes().Where(e => standing.Contains(e.ClrType)).Select(e => e.FindPrimaryKey()!.Properties[0].ClrType).ToHashSet();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !standing.Contains(e.ClrType)))
        {
            var (table, columns) = (entity.GetTableName()!, entity.GetProperties().ToList());
            foreach (var guard in Words($"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")) Run($"DROP TRIGGER \"{guard}\"");
            Run($"CREATE TEMP TABLE \"once_{table}\" AS SELECT * FROM main.\"{table}\"");
            if (Words($"SELECT COUNT(*) FROM \"once_{table}\"")[0] == "0") Empty.Add(table);
            copies.Add((table, string.Join(", ", columns.Select(c => $"\"{c.GetColumnName()}\"")), string.Join(", ", columns.Select(c => Copied(c, fixedIds)))));
        }
    }

    /// <summary>Tables of which the company has nothing to copy.</summary>
    public List<string> Empty { get; } = [];

    /// <summary>The lowest id of a kind, of what was really done.</summary>
    public static long FirstOf(Company company, Type id)
    {
        using var db = company.Services.GetRequiredService<Database>().Bare();
        var entity = db.Model.GetEntityTypes().FirstOrDefault(e => e.FindPrimaryKey() is { Properties: [var key] } && key.ClrType == id);
        if (entity is null) return 7;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COALESCE(MIN(\"{entity.FindPrimaryKey()!.Properties[0].GetColumnName()}\"), 7) FROM \"{entity.GetTableName()}\"";
        return Convert.ToInt64(command.ExecuteScalar());
    }

    /// <summary>Goes on until everything was done so many times more.</summary>
    public void Until(int times)
    {
        Run("BEGIN");
        foreach (var (table, columns, values) in copies)
            Run($"WITH RECURSIVE times(n) AS (SELECT {done + 1} UNION ALL SELECT n + 1 FROM times WHERE n < {times}) INSERT INTO main.\"{table}\" ({columns}) SELECT {values} FROM temp.\"once_{table}\" r, times");
        Run("UPDATE main.\"Heads\" SET \"Position\" = (SELECT MAX(\"Position\") FROM main.\"LogEntries\")");
        Run("COMMIT");
        done = times;
    }

    static string Copied(IProperty property, HashSet<Type> fixedIds)
    {
        var (column, type) = ($"r.\"{property.GetColumnName()}\"", Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType);
        if (Ids.IsId(type)) return fixedIds.Contains(type) ? column : $"{column} + {Apart} * n";
        if (type == typeof(long) && property.Name is "Position" or "First" or "Last" or "Id" or "Subject" or "SourceId") return $"{column} + {Apart} * n";
        // Where a ticket stands in the queue is no date that passes.
        if (type == typeof(DateTime) && property.Name != nameof(Ticket.SortAt)) return $"strftime('%Y-%m-%d %H:%M:%S', {column}, '-' || (n / {ADay}) || ' days')";
        if (type == typeof(DateOnly)) return $"date({column}, '-' || (n / {ADay}) || ' days')";
        return type == typeof(string) && own.Contains(property.Name) ? $"{column} || '-' || n" : column;
    }

    List<string> Words(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var words = new List<string>();
        while (reader.Read()) words.Add(reader.GetValue(0).ToString()!);
        return words;
    }

    void Run(string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 120);
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();
}
