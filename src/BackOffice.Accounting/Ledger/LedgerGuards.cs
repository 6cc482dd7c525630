namespace BackOffice.Accounting;

/// <summary>
/// What the database itself refuses, whoever asks: changing or deleting a posted entry, its lines, or an issued invoice;
/// marking an entry posted that does not add up to nothing per currency, has fewer than two lines or a line of zero, or
/// stands in a closed period. On SQLite always ABORT, never ROLLBACK, which would undo the other commands of the group.
/// On SQL Server the mark reads the period under a shared lock, so that closing waits for it.
/// </summary>
static class LedgerGuards
{
    public static readonly Guard[] All =
    [
        new("JournalEntries_Inserted_Unposted",
            """
            CREATE TRIGGER "JournalEntries_Inserted_Unposted" BEFORE INSERT ON "JournalEntries" WHEN NEW."IsPosted" <> 0
            BEGIN SELECT RAISE(ABORT, 'A journal entry is written unposted, then its lines, then it is posted.'); END
            """,
            """
            CREATE OR ALTER TRIGGER [accounting].[JournalEntries_Inserted_Unposted] ON [accounting].[JournalEntries] AFTER INSERT AS
            BEGIN
              SET NOCOUNT ON;
              IF EXISTS (SELECT 1 FROM inserted WHERE [IsPosted] <> 0) THROW 50001, 'A journal entry is written unposted, then its lines, then it is posted.', 1;
            END
            """),
        new("JournalEntries_Posted",
            """
            CREATE TRIGGER "JournalEntries_Posted" BEFORE UPDATE ON "JournalEntries"
            BEGIN
              SELECT RAISE(ABORT, 'A posted journal entry never changes; mirror it.') WHERE OLD."IsPosted" <> 0;
              SELECT RAISE(ABORT, 'A journal entry needs two lines.') WHERE (SELECT COUNT(*) FROM "JournalLines" WHERE "Entry" = NEW."Id") < 2;
              SELECT RAISE(ABORT, 'A journal line is never zero.') WHERE EXISTS (SELECT 1 FROM "JournalLines" WHERE "Entry" = NEW."Id" AND "AmountMinor" = 0);
              SELECT RAISE(ABORT, 'A journal entry adds up to nothing in each currency.') WHERE EXISTS
                (SELECT 1 FROM "JournalLines" WHERE "Entry" = NEW."Id" GROUP BY "Currency" HAVING SUM("AmountMinor") <> 0);
              SELECT RAISE(ABORT, 'The lines of an entry stand in its period.') WHERE EXISTS
                (SELECT 1 FROM "JournalLines" WHERE "Entry" = NEW."Id" AND "Period" <> NEW."Period");
              SELECT RAISE(ABORT, 'The period is closed.') WHERE NOT EXISTS
                (SELECT 1 FROM "Periods" WHERE "Id" = NEW."Period" AND "State" = 'Open');
            END
            """,
            """
            CREATE OR ALTER TRIGGER [accounting].[JournalEntries_Posted] ON [accounting].[JournalEntries] AFTER UPDATE AS
            BEGIN
              SET NOCOUNT ON;
              IF EXISTS (SELECT 1 FROM deleted WHERE [IsPosted] <> 0) THROW 50002, 'A posted journal entry never changes; mirror it.', 1;
              IF EXISTS (SELECT 1 FROM inserted e WHERE (SELECT COUNT(*) FROM [accounting].[JournalLines] l WHERE l.[Entry] = e.[Id]) < 2)
                THROW 50003, 'A journal entry needs two lines.', 1;
              IF EXISTS (SELECT 1 FROM inserted e JOIN [accounting].[JournalLines] l ON l.[Entry] = e.[Id] WHERE l.[AmountMinor] = 0)
                THROW 50004, 'A journal line is never zero.', 1;
              IF EXISTS (SELECT 1 FROM inserted e JOIN [accounting].[JournalLines] l ON l.[Entry] = e.[Id] GROUP BY e.[Id], l.[Currency] HAVING SUM(l.[AmountMinor]) <> 0)
                THROW 50005, 'A journal entry adds up to nothing in each currency.', 1;
              IF EXISTS (SELECT 1 FROM inserted e JOIN [accounting].[JournalLines] l ON l.[Entry] = e.[Id] WHERE l.[Period] <> e.[Period])
                THROW 50006, 'The lines of an entry stand in its period.', 1;
              IF EXISTS (SELECT 1 FROM inserted e LEFT JOIN [accounting].[Periods] p WITH (READCOMMITTEDLOCK, REPEATABLEREAD) ON p.[Id] = e.[Period] WHERE p.[Id] IS NULL OR p.[State] <> 'Open')
                THROW 50007, 'The period is closed.', 1;
            END
            """),
        NoDelete("JournalEntries", "A journal entry is never deleted; mirror it.", 50008),
        NoDelete("JournalLines", "A journal line is never deleted; mirror its entry.", 50009),
        new("JournalLines_Changed",
            """
            CREATE TRIGGER "JournalLines_Changed" BEFORE UPDATE ON "JournalLines"
            BEGIN SELECT RAISE(ABORT, 'A journal line never changes; mirror its entry.'); END
            """,
            """
            CREATE OR ALTER TRIGGER [accounting].[JournalLines_Changed] ON [accounting].[JournalLines] AFTER UPDATE AS
            BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM inserted) THROW 50010, 'A journal line never changes; mirror its entry.', 1; END
            """),
        new("JournalLines_Late",
            """
            CREATE TRIGGER "JournalLines_Late" BEFORE INSERT ON "JournalLines"
            BEGIN
              SELECT RAISE(ABORT, 'A posted journal entry takes no more lines.') WHERE EXISTS
                (SELECT 1 FROM "JournalEntries" WHERE "Id" = NEW."Entry" AND "IsPosted" <> 0);
            END
            """,
            """
            CREATE OR ALTER TRIGGER [accounting].[JournalLines_Late] ON [accounting].[JournalLines] AFTER INSERT AS
            BEGIN
              SET NOCOUNT ON;
              IF EXISTS (SELECT 1 FROM inserted l JOIN [accounting].[JournalEntries] e ON e.[Id] = l.[Entry] WHERE e.[IsPosted] <> 0)
                THROW 50011, 'A posted journal entry takes no more lines.', 1;
            END
            """),
        new("Invoices_Issued",
            """
            CREATE TRIGGER "Invoices_Issued" BEFORE UPDATE ON "Invoices" WHEN OLD."Number" IS NOT NULL
            BEGIN
              SELECT RAISE(ABORT, 'An issued invoice never changes; credit it.')
              WHERE NEW."Number" IS NOT OLD."Number" OR NEW."State" <> OLD."State" OR NEW."NetMinor" <> OLD."NetMinor" OR NEW."TaxMinor" <> OLD."TaxMinor"
                OR NEW."GrossMinor" <> OLD."GrossMinor" OR NEW."Currency" <> OLD."Currency" OR NEW."Customer" <> OLD."Customer" OR NEW."IssuedOn" IS NOT OLD."IssuedOn";
            END
            """,
            """
            CREATE OR ALTER TRIGGER [accounting].[Invoices_Issued] ON [accounting].[Invoices] AFTER UPDATE AS
            BEGIN
              SET NOCOUNT ON;
              IF EXISTS (SELECT 1 FROM deleted d JOIN inserted i ON i.[Id] = d.[Id] WHERE d.[Number] IS NOT NULL AND
                (i.[Number] IS NULL OR i.[Number] <> d.[Number] OR i.[State] <> d.[State] OR i.[NetMinor] <> d.[NetMinor] OR i.[TaxMinor] <> d.[TaxMinor]
                  OR i.[GrossMinor] <> d.[GrossMinor] OR i.[Currency] <> d.[Currency] OR i.[Customer] <> d.[Customer] OR i.[IssuedOn] IS NULL OR i.[IssuedOn] <> d.[IssuedOn]))
                THROW 50012, 'An issued invoice never changes; credit it.', 1;
            END
            """),
        NoDelete("Invoices", "An invoice is never deleted; credit it.", 50013),
        PartOfIssued("InvoiceLines", 50014),
        PartOfIssued("InvoiceTaxes", 50015),
    ];

    private static Guard NoDelete(string table, string why, int number) => new($"{table}_Deleted",
        $"""
        CREATE TRIGGER "{table}_Deleted" BEFORE DELETE ON "{table}"
        BEGIN SELECT RAISE(ABORT, '{why}'); END
        """,
        $"""
        CREATE OR ALTER TRIGGER [accounting].[{table}_Deleted] ON [accounting].[{table}] AFTER DELETE AS
        BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW {number}, '{why}', 1; END
        """);

    private static Guard PartOfIssued(string table, int number) => new($"{table}_Changed",
        $"""
        CREATE TRIGGER "{table}_Changed" BEFORE UPDATE ON "{table}"
        BEGIN
          SELECT RAISE(ABORT, 'An issued invoice never changes; credit it.') WHERE EXISTS
            (SELECT 1 FROM "Invoices" WHERE "Id" = OLD."Invoice" AND "Number" IS NOT NULL);
        END
        """,
        $"""
        CREATE OR ALTER TRIGGER [accounting].[{table}_Changed] ON [accounting].[{table}] AFTER UPDATE AS
        BEGIN
          SET NOCOUNT ON;
          IF EXISTS (SELECT 1 FROM deleted d JOIN [accounting].[Invoices] i ON i.[Id] = d.[Invoice] WHERE i.[Number] IS NOT NULL)
            THROW {number}, 'An issued invoice never changes; credit it.', 1;
        END
        """);
}
