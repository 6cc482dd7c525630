namespace BackOffice.Kernel;

/// <summary>The log and its chain only grow: the database itself refuses to change or delete a row, whoever asks.</summary>
static class LogGuards
{
    public static readonly Guard[] All =
    [
        Never("LogEntries", "UPDATE", "The log never changes.", 50101), Never("LogEntries", "DELETE", "The log is never cut.", 50102),
        Never("LogSubjects", "UPDATE", "The log never changes.", 50103), Never("LogSubjects", "DELETE", "The log is never cut.", 50104),
        Never("LogLinks", "UPDATE", "The chain of the log never changes.", 50105), Never("LogLinks", "DELETE", "The chain of the log is never cut.", 50106),
    ];

    public static string NameOf(string table, string deed) => $"{table}_{deed}";

    static Guard Never(string table, string deed, string why, int number) => new(NameOf(table, deed),
        $"""
        CREATE TRIGGER "{NameOf(table, deed)}" BEFORE {deed} ON "{table}"
        BEGIN SELECT RAISE(ABORT, '{why}'); END
        """,
        $"""
        CREATE OR ALTER TRIGGER [portal].[{NameOf(table, deed)}] ON [portal].[{table}] AFTER {deed} AS
        BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW {number}, '{why}', 1; END
        """);
}
