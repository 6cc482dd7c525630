using Microsoft.Data.Sqlite;

namespace BackOffice.Integration.Tests.Force;

/// <summary>What stands in a database file, read beside the portal: the journal of the outsiders is held against it.</summary>
static class Standing
{
    /// <summary>Each difference as a sentence: something acknowledged that is not there once, or anything that is there in half or twice.</summary>
    public static List<string> Differences(string folder, IReadOnlyList<Sent> journal)
    {
        using var db = Open(folder);
        var wrong = new List<string>();
        if (Text(db, "PRAGMA quick_check").Single() is var check && check != "ok") wrong.Add($"quick_check says {check}");
        var orders = Counts(db, """SELECT o."ExternalId", (SELECT COUNT(*) FROM "OrderLines" l WHERE l."Order" = o."Id") FROM "Orders" o""");
        var there = new Dictionary<Sort, Dictionary<string, List<long>>>
        {
            [Sort.Order] = orders,
            [Sort.Payment] = Counts(db, """SELECT "ExternalId", "AmountMinor" FROM "Payments" """),
            [Sort.Ticket] = Counts(db, """SELECT "Subject", "MessageCount" FROM "Tickets" WHERE "Channel" = 'Api'"""),
            [Sort.Mail] = Counts(db, """SELECT t."Subject", COUNT(*) FROM "RawMails" r JOIN "Tickets" t ON t."Id" = r."Ticket" GROUP BY r."Id" """),
            [Sort.Item] = Counts(db, """SELECT "Code", 1 FROM "Items" """),
        };
        foreach (var sent in journal)
        {
            var found = there[sent.Sort].GetValueOrDefault(sent.Name, []);
            if (found.Count > 1) wrong.Add($"{sent.Name} is there {found.Count} times");
            else if (found.Count == 0 && sent.Acknowledged) wrong.Add($"{sent.Name} was acknowledged and is not there{(sent.Sort is Sort.Mail ? Raw(db, sent) : "")}");
            else if (sent.Sort is Sort.Order && found.Count == 1 && found[0] != sent.Lines) wrong.Add($"{sent.Name} has {found[0]} of {sent.Lines} lines");
        }
        if (Text(db, """SELECT "CommandId" FROM "LogEntries" WHERE "Kind" IN ('fulfillment.order-placed') GROUP BY "CommandId" HAVING COUNT(*) > 1""") is { Count: > 0 } twice) wrong.Add($"{twice.Count} orders are in the log twice");
        return wrong;
    }

    // How its raw mail stands, if it is there at all.
    static string Raw(SqliteConnection db, Sent sent) =>
        $" (raw mail: {string.Join(", ", Text(db, $"""SELECT "End" || ' ' || coalesce("Reason", '') FROM "RawMails" WHERE "FoundAt" = 'm{sent.Number}@wren.example'""").DefaultIfEmpty("none"))})";

    /// <summary>How many raw mails still wait to be understood.</summary>
    public static long Waiting(string folder)
    {
        using var db = Open(folder);
        return long.Parse(Text(db, """SELECT COUNT(*) FROM "RawMails" WHERE "End" = 'Waiting'""").Single());
    }

    public static SqliteConnection Open(string folder)
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "backoffice.db"), Pooling = false }.ToString());
        db.Open();
        return db;
    }

    static Dictionary<string, List<long>> Counts(SqliteConnection db, string sql)
    {
        var found = new Dictionary<string, List<long>>(StringComparer.OrdinalIgnoreCase);
        using var command = new SqliteCommand(sql, db);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (row.IsDBNull(0)) continue;
            var name = row.GetString(0);
            if (!found.TryGetValue(name, out var all)) found[name] = all = [];
            all.Add(row.GetInt64(1));
        }
        return found;
    }

    public static List<string> Text(SqliteConnection db, string sql)
    {
        using var command = new SqliteCommand(sql, db);
        using var row = command.ExecuteReader();
        var all = new List<string>();
        while (row.Read()) all.Add(row.GetValue(0).ToString()!);
        return all;
    }
}
