using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "accounting");

            migrationBuilder.EnsureSchema(
                name: "support");

            migrationBuilder.EnsureSchema(
                name: "portal");

            migrationBuilder.EnsureSchema(
                name: "fulfillment");

            migrationBuilder.CreateTable(
                name: "AccountBalances",
                schema: "accounting",
                columns: table => new
                {
                    Account = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    DebitMinor = table.Column<long>(type: "bigint", nullable: false),
                    CreditMinor = table.Column<long>(type: "bigint", nullable: false),
                    LineCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountBalances", x => new { x.Account, x.Period, x.Currency });
                });

            migrationBuilder.CreateTable(
                name: "Accounts",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Group = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    IsControl = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AcknowledgedAddresses",
                schema: "support",
                columns: table => new
                {
                    Address = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AcknowledgedAddresses", x => x.Address);
                });

            migrationBuilder.CreateTable(
                name: "ApiKeys",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Person = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankAccounts",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Account = table.Column<long>(type: "bigint", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    BalanceMinor = table.Column<long>(type: "bigint", nullable: true),
                    BalanceOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankEntries",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    BankAccount = table.Column<long>(type: "bigint", nullable: false),
                    Statement = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    BookedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ValueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Party = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    PartyAccount = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Text = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Payment = table.Column<long>(type: "bigint", nullable: true),
                    ExplainedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankStatements",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    BankAccount = table.Column<long>(type: "bigint", nullable: false),
                    BankId = table.Column<string>(type: "nvarchar(70)", maxLength: 70, nullable: false),
                    File = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    FileHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    OpenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    OpeningMinor = table.Column<long>(type: "bigint", nullable: false),
                    ClosingMinor = table.Column<long>(type: "bigint", nullable: false),
                    EntryCount = table.Column<int>(type: "int", nullable: false),
                    Chains = table.Column<bool>(type: "bit", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ImportedBy = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankStatements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Channels",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    WalkIn = table.Column<long>(type: "bigint", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Channels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Commands",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Actor = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Commands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Companies",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Zone = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Companies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Customers",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Email = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Phone = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Country = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    IsWalkIn = table.Column<bool>(type: "bit", nullable: false),
                    PaysInAdvance = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                schema: "portal",
                columns: table => new
                {
                    Person = table.Column<long>(type: "bigint", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.Person, x.Subject, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "Dues",
                schema: "portal",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Command = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dues", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Errands",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    NextAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastError = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Errands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FulfillmentOrders",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CustomerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ShipBy = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Priority = table.Column<int>(type: "int", nullable: false),
                    UnitCount = table.Column<int>(type: "int", nullable: false),
                    LineCount = table.Column<int>(type: "int", nullable: false),
                    PickedCount = table.Column<int>(type: "int", nullable: false),
                    ShortCount = table.Column<int>(type: "int", nullable: false),
                    Picker = table.Column<long>(type: "bigint", nullable: true),
                    PickerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FulfillmentOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GoodsReceipts",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    DeliveryNote = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Vendor = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReceivedBy = table.Column<long>(type: "bigint", nullable: false),
                    UnitCount = table.Column<int>(type: "int", nullable: false),
                    ValueMinor = table.Column<long>(type: "bigint", nullable: false),
                    FilledCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Heads",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdBlocks",
                schema: "portal",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdBlocks", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "ImapCursors",
                schema: "support",
                columns: table => new
                {
                    Mailbox = table.Column<long>(type: "bigint", nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    LastUid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImapCursors", x => x.Mailbox);
                });

            migrationBuilder.CreateTable(
                name: "ImportLines",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Import = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    LineNumber = table.Column<int>(type: "int", nullable: false),
                    Raw = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Fingerprint = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Verdict = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Detail = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Aside = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: true),
                    HandledAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HandledBy = table.Column<long>(type: "bigint", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Imports",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Profile = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CreatedBy = table.Column<long>(type: "bigint", nullable: false),
                    CreatedByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StopWanted = table.Column<bool>(type: "bit", nullable: false),
                    Problem = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LineCount = table.Column<int>(type: "int", nullable: false),
                    ReadCount = table.Column<int>(type: "int", nullable: false),
                    AcceptedCount = table.Column<int>(type: "int", nullable: false),
                    RejectedCount = table.Column<int>(type: "int", nullable: false),
                    SetAsideCount = table.Column<int>(type: "int", nullable: false),
                    DuplicateCount = table.Column<int>(type: "int", nullable: false),
                    OrderCount = table.Column<int>(type: "int", nullable: false),
                    CurrentFile = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LinesPerSecond = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Imports", x => x.Id);
                    table.CheckConstraint("Imports_add_up", "\"ReadCount\" = \"AcceptedCount\" + \"RejectedCount\" + \"SetAsideCount\" + \"DuplicateCount\"");
                });

            migrationBuilder.CreateTable(
                name: "Invoices",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    Shipment = table.Column<long>(type: "bigint", nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: false),
                    CustomerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    BillTo = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    OrderExternalId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    TaxSide = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NetMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false),
                    GrossMinor = table.Column<long>(type: "bigint", nullable: false),
                    OpenMinor = table.Column<long>(type: "bigint", nullable: false),
                    LineCount = table.Column<int>(type: "int", nullable: false),
                    TaxLabel = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Problem = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ShippedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IssueBy = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    IssuedBy = table.Column<long>(type: "bigint", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Document = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    MailedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invoices", x => x.Id);
                    table.CheckConstraint("Invoices_open_within_gross", "\"OpenMinor\" >= 0 AND \"OpenMinor\" <= \"GrossMinor\"");
                });

            migrationBuilder.CreateTable(
                name: "ItemCosts",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    ValueMinor = table.Column<long>(type: "bigint", nullable: false),
                    LastCostMicros = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ItemCosts", x => x.Id);
                    table.CheckConstraint("ItemCosts_end_together", "\"Count\" >= 0 AND \"ValueMinor\" >= 0 AND (\"Count\" > 0 OR \"ValueMinor\" = 0)");
                });

            migrationBuilder.CreateTable(
                name: "Items",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Barcode = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    WeightGrams = table.Column<int>(type: "int", nullable: false),
                    IsReviewed = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Items", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JournalEntries",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<long>(type: "bigint", nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PostedBy = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SourceId = table.Column<long>(type: "bigint", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: true),
                    Order = table.Column<long>(type: "bigint", nullable: true),
                    Invoice = table.Column<long>(type: "bigint", nullable: true),
                    Payment = table.Column<long>(type: "bigint", nullable: true),
                    Reverses = table.Column<long>(type: "bigint", nullable: true),
                    IsPosted = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Locations",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Address = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Zone = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    CutOff = table.Column<TimeOnly>(type: "time", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Locations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LogEntries",
                schema: "portal",
                columns: table => new
                {
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<long>(type: "bigint", nullable: false),
                    CommandId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Command = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Touched = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Changes = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogEntries", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "LogSubjects",
                schema: "portal",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogSubjects", x => new { x.Kind, x.Id, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "Lookups",
                schema: "portal",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Subject = table.Column<long>(type: "bigint", nullable: false),
                    Term = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Detail = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Href = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lookups", x => new { x.Kind, x.Subject, x.Term });
                });

            migrationBuilder.CreateTable(
                name: "Mailboxes",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Secret = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Signature = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NamedLocks",
                schema: "portal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NamedLocks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "NumberSeries",
                schema: "portal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberSeries", x => new { x.Name, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "Orders",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ContentHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    GoodsHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Import = table.Column<long>(type: "bigint", nullable: true),
                    Customer = table.Column<long>(type: "bigint", nullable: false),
                    CustomerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ShipTo = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    TaxSide = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NetMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false),
                    GrossMinor = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Stage = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    Priority = table.Column<int>(type: "int", nullable: false),
                    RequestedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PlacedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EnteredBy = table.Column<long>(type: "bigint", nullable: false),
                    PaysInAdvance = table.Column<bool>(type: "bit", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CancelReason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ShipBy = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PromisedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LineCount = table.Column<int>(type: "int", nullable: false),
                    OrderedCount = table.Column<int>(type: "int", nullable: false),
                    CancelledCount = table.Column<int>(type: "int", nullable: false),
                    BackorderedCount = table.Column<int>(type: "int", nullable: false),
                    AllocatedCount = table.Column<int>(type: "int", nullable: false),
                    ReleasedCount = table.Column<int>(type: "int", nullable: false),
                    PickedCount = table.Column<int>(type: "int", nullable: false),
                    PackedCount = table.Column<int>(type: "int", nullable: false),
                    ShippedCount = table.Column<int>(type: "int", nullable: false),
                    DeliveredCount = table.Column<int>(type: "int", nullable: false),
                    OpenHoldCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Orders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Payments",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RecordedBy = table.Column<long>(type: "bigint", nullable: false),
                    Payer = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    PayerAccount = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Text = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: true),
                    Order = table.Column<long>(type: "bigint", nullable: true),
                    AppliedMinor = table.Column<long>(type: "bigint", nullable: false),
                    AdvanceMinor = table.Column<long>(type: "bigint", nullable: false),
                    UnappliedMinor = table.Column<long>(type: "bigint", nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    MoneyIn = table.Column<long>(type: "bigint", nullable: false),
                    BankEntry = table.Column<long>(type: "bigint", nullable: true),
                    Postings = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.CheckConstraint("Payments_add_up", "\"AppliedMinor\" >= 0 AND \"AdvanceMinor\" >= 0 AND \"UnappliedMinor\" >= 0 AND \"AppliedMinor\" + \"AdvanceMinor\" + \"UnappliedMinor\" = \"AmountMinor\"");
                });

            migrationBuilder.CreateTable(
                name: "People",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Login = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Email = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Title = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    IsActive = table.Column<bool>(type: "bit", nullable: false),
                    IsHouse = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Periods",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Periods", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RawMails",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Mailbox = table.Column<long>(type: "bigint", nullable: false),
                    ContentHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    File = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Door = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    FoundAt = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    End = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Ticket = table.Column<long>(type: "bigint", nullable: true),
                    Message = table.Column<long>(type: "bigint", nullable: true),
                    AgainCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RawMails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RolePermissions",
                schema: "portal",
                columns: table => new
                {
                    Role = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Permission = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RolePermissions", x => new { x.Role, x.Permission });
                });

            migrationBuilder.CreateTable(
                name: "Shipments",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    FulfillmentOrder = table.Column<long>(type: "bigint", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CustomerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ShipTo = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    WeightGrams = table.Column<int>(type: "int", nullable: false),
                    UnitCount = table.Column<int>(type: "int", nullable: false),
                    ShipBy = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PackedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DispatchedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Label = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    LabelError = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Carrier = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Service = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Tracking = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    CostMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shipments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SlaPolicies",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Priority = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SlaPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StockLevels",
                schema: "fulfillment",
                columns: table => new
                {
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    Bin = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    OnHand = table.Column<int>(type: "int", nullable: false),
                    Allocated = table.Column<int>(type: "int", nullable: false),
                    Unavailable = table.Column<int>(type: "int", nullable: false),
                    SafetyStock = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockLevels", x => new { x.Item, x.Location });
                    table.CheckConstraint("StockLevels_never_negative", "\"OnHand\" >= 0 AND \"Allocated\" >= 0 AND \"Unavailable\" >= 0 AND \"SafetyStock\" >= 0 AND \"Allocated\" + \"Unavailable\" <= \"OnHand\"");
                });

            migrationBuilder.CreateTable(
                name: "StockMovements",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Location = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    OnHandChange = table.Column<int>(type: "int", nullable: false),
                    AllocatedChange = table.Column<int>(type: "int", nullable: false),
                    UnavailableChange = table.Column<int>(type: "int", nullable: false),
                    ValueMinor = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: true),
                    Shipment = table.Column<long>(type: "bigint", nullable: true),
                    Receipt = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    By = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockMovements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoredFiles",
                schema: "portal",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredFiles", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "TicketAttachments",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    Message = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ContentId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    IsInline = table.Column<bool>(type: "bit", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    File = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketAttachments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketMessages",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Class = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FromName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    FromAddress = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    To = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Preview = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    HtmlFile = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    MailMessageId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    InReplyTo = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    JoinedBy = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Raw = table.Column<long>(type: "bigint", nullable: true),
                    CharsetGuessed = table.Column<bool>(type: "bit", nullable: false),
                    Author = table.Column<long>(type: "bigint", nullable: true),
                    IsAcknowledgement = table.Column<bool>(type: "bit", nullable: false),
                    Delivery = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DeliveredAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketNotes",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    Author = table.Column<long>(type: "bigint", nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketOrders",
                schema: "support",
                columns: table => new
                {
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    ByHand = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketOrders", x => new { x.Ticket, x.Order });
                });

            migrationBuilder.CreateTable(
                name: "TicketParticipants",
                schema: "support",
                columns: table => new
                {
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketParticipants", x => new { x.Ticket, x.Address });
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Mailbox = table.Column<long>(type: "bigint", nullable: true),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RequesterName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RequesterAddress = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: true),
                    CustomerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Priority = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Assignee = table.Column<long>(type: "bigint", nullable: true),
                    AssigneeName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithDepartment = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    MergedInto = table.Column<long>(type: "bigint", nullable: true),
                    FollowUpOf = table.Column<long>(type: "bigint", nullable: true),
                    RelatedTo = table.Column<long>(type: "bigint", nullable: true),
                    ExternalKey = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SolvedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReopenedCount = table.Column<int>(type: "int", nullable: false),
                    MessageCount = table.Column<int>(type: "int", nullable: false),
                    LatestMessage = table.Column<long>(type: "bigint", nullable: true),
                    LatestAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Preview = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Promise = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SortAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DueKind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    FirstResponseDueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    NextResponseDueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ResolutionDueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FirstRespondedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Stand = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    MissedCount = table.Column<int>(type: "int", nullable: false),
                    StrikesAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LatestOrder = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FulfillmentLines",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    FulfillmentOrder = table.Column<long>(type: "bigint", nullable: false),
                    OrderLine = table.Column<long>(type: "bigint", nullable: false),
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Bin = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Picked = table.Column<int>(type: "int", nullable: false),
                    Short = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FulfillmentLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FulfillmentLines_FulfillmentOrders_FulfillmentOrder",
                        column: x => x.FulfillmentOrder,
                        principalSchema: "fulfillment",
                        principalTable: "FulfillmentOrders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "GoodsReceiptLines",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Receipt = table.Column<long>(type: "bigint", nullable: false),
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    UnitCostMicros = table.Column<long>(type: "bigint", nullable: false),
                    ValueMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsReceiptLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GoodsReceiptLines_GoodsReceipts_Receipt",
                        column: x => x.Receipt,
                        principalSchema: "fulfillment",
                        principalTable: "GoodsReceipts",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ImportFiles",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Import = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Problem = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportFiles_Imports_Import",
                        column: x => x.Import,
                        principalSchema: "fulfillment",
                        principalTable: "Imports",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "InvoiceLines",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Invoice = table.Column<long>(type: "bigint", nullable: false),
                    ShipmentLine = table.Column<long>(type: "bigint", nullable: false),
                    OrderLine = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    UnitPriceMicros = table.Column<long>(type: "bigint", nullable: false),
                    TaxCategory = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    TaxMilliPercent = table.Column<int>(type: "int", nullable: false),
                    NetMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InvoiceLines_Invoices_Invoice",
                        column: x => x.Invoice,
                        principalSchema: "accounting",
                        principalTable: "Invoices",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "InvoiceTaxes",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Invoice = table.Column<long>(type: "bigint", nullable: false),
                    Category = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    MilliPercent = table.Column<int>(type: "int", nullable: false),
                    NetMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceTaxes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InvoiceTaxes_Invoices_Invoice",
                        column: x => x.Invoice,
                        principalSchema: "accounting",
                        principalTable: "Invoices",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "JournalLines",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Entry = table.Column<long>(type: "bigint", nullable: false),
                    Account = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    About = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JournalLines_JournalEntries_Entry",
                        column: x => x.Entry,
                        principalSchema: "accounting",
                        principalTable: "JournalEntries",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Holds",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    PlacedBy = table.Column<long>(type: "bigint", nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReleasedBy = table.Column<long>(type: "bigint", nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReleaseNote = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Holds_Orders_Order",
                        column: x => x.Order,
                        principalSchema: "fulfillment",
                        principalTable: "Orders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "OrderLines",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    UnitPriceMicros = table.Column<long>(type: "bigint", nullable: false),
                    TaxCategory = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    TaxMilliPercent = table.Column<int>(type: "int", nullable: false),
                    NetMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false),
                    Mark = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    PromisedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Ordered = table.Column<int>(type: "int", nullable: false),
                    Cancelled = table.Column<int>(type: "int", nullable: false),
                    Backordered = table.Column<int>(type: "int", nullable: false),
                    Allocated = table.Column<int>(type: "int", nullable: false),
                    Released = table.Column<int>(type: "int", nullable: false),
                    Picked = table.Column<int>(type: "int", nullable: false),
                    Packed = table.Column<int>(type: "int", nullable: false),
                    Shipped = table.Column<int>(type: "int", nullable: false),
                    Delivered = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderLines", x => x.Id);
                    table.CheckConstraint("OrderLines_add_up", "\"Cancelled\" >= 0 AND \"Backordered\" >= 0 AND \"Allocated\" >= 0 AND \"Released\" >= 0 AND \"Released\" <= \"Allocated\" AND \"Picked\" >= 0 AND \"Packed\" >= 0 AND \"Shipped\" >= 0 AND \"Delivered\" <= \"Shipped\" AND \"Cancelled\" + \"Backordered\" + \"Allocated\" + \"Picked\" + \"Packed\" + \"Shipped\" <= \"Ordered\"");
                    table.ForeignKey(
                        name: "FK_OrderLines_Orders_Order",
                        column: x => x.Order,
                        principalSchema: "fulfillment",
                        principalTable: "Orders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Allocations",
                schema: "accounting",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Payment = table.Column<long>(type: "bigint", nullable: false),
                    Customer = table.Column<long>(type: "bigint", nullable: false),
                    Order = table.Column<long>(type: "bigint", nullable: false),
                    Invoice = table.Column<long>(type: "bigint", nullable: true),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Way = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AppliedBy = table.Column<long>(type: "bigint", nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Allocations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Allocations_Payments_Payment",
                        column: x => x.Payment,
                        principalSchema: "accounting",
                        principalTable: "Payments",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "PersonRoles",
                schema: "portal",
                columns: table => new
                {
                    Person = table.Column<long>(type: "bigint", nullable: false),
                    Role = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonRoles", x => new { x.Person, x.Role });
                    table.ForeignKey(
                        name: "FK_PersonRoles_People_Person",
                        column: x => x.Person,
                        principalSchema: "portal",
                        principalTable: "People",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ShipmentLines",
                schema: "fulfillment",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Shipment = table.Column<long>(type: "bigint", nullable: false),
                    OrderLine = table.Column<long>(type: "bigint", nullable: false),
                    Item = table.Column<long>(type: "bigint", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    CostMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShipmentLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShipmentLines_Shipments_Shipment",
                        column: x => x.Shipment,
                        principalSchema: "fulfillment",
                        principalTable: "Shipments",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "TicketClockEvents",
                schema: "support",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Ticket = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Policy = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Before = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketClockEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketClockEvents_Tickets_Ticket",
                        column: x => x.Ticket,
                        principalSchema: "support",
                        principalTable: "Tickets",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_AcknowledgedAddresses_At",
                schema: "support",
                table: "AcknowledgedAddresses",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Invoice_EndedAt",
                schema: "accounting",
                table: "Allocations",
                columns: new[] { "Invoice", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Order_EndedAt",
                schema: "accounting",
                table: "Allocations",
                columns: new[] { "Order", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Payment",
                schema: "accounting",
                table: "Allocations",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_Hash",
                schema: "portal",
                table: "ApiKeys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankAccounts_Number",
                schema: "accounting",
                table: "BankAccounts",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_BankAccount_BookedOn",
                schema: "accounting",
                table: "BankEntries",
                columns: new[] { "BankAccount", "BookedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_BankAccount_Key",
                schema: "accounting",
                table: "BankEntries",
                columns: new[] { "BankAccount", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_ExplainedBy_AmountMinor",
                schema: "accounting",
                table: "BankEntries",
                columns: new[] { "ExplainedBy", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_Payment",
                schema: "accounting",
                table: "BankEntries",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_BankAccount_BankId",
                schema: "accounting",
                table: "BankStatements",
                columns: new[] { "BankAccount", "BankId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_BankAccount_ClosedOn",
                schema: "accounting",
                table: "BankStatements",
                columns: new[] { "BankAccount", "ClosedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Channels_Code",
                schema: "fulfillment",
                table: "Channels",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Commands_At",
                schema: "portal",
                table: "Commands",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Email",
                schema: "portal",
                table: "Customers",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_ExternalId",
                schema: "portal",
                table: "Customers",
                column: "ExternalId",
                unique: true,
                filter: "[ExternalId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Name_Id",
                schema: "portal",
                table: "Customers",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Dues_At",
                schema: "portal",
                table: "Dues",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Errands_State_NextAt",
                schema: "portal",
                table: "Errands",
                columns: new[] { "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Errands_Subject_State",
                schema: "portal",
                table: "Errands",
                columns: new[] { "Subject", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentLines_FulfillmentOrder",
                schema: "fulfillment",
                table: "FulfillmentLines",
                column: "FulfillmentOrder");

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentOrders_Order",
                schema: "fulfillment",
                table: "FulfillmentOrders",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentOrders_State_ShipBy_Id",
                schema: "fulfillment",
                table: "FulfillmentOrders",
                columns: new[] { "State", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_GoodsReceiptLines_Receipt",
                schema: "fulfillment",
                table: "GoodsReceiptLines",
                column: "Receipt");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_Order",
                schema: "fulfillment",
                table: "Holds",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_ImportFiles_Import",
                schema: "fulfillment",
                table: "ImportFiles",
                column: "Import");

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_Channel_Fingerprint",
                schema: "fulfillment",
                table: "ImportLines",
                columns: new[] { "Channel", "Fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_Import_Verdict_Id",
                schema: "fulfillment",
                table: "ImportLines",
                columns: new[] { "Import", "Verdict", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_State_Verdict_Id",
                schema: "fulfillment",
                table: "ImportLines",
                columns: new[] { "State", "Verdict", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Imports_State",
                schema: "fulfillment",
                table: "Imports",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_Invoice",
                schema: "accounting",
                table: "InvoiceLines",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_OrderLine",
                schema: "accounting",
                table: "InvoiceLines",
                column: "OrderLine");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_ShipmentLine",
                schema: "accounting",
                table: "InvoiceLines",
                column: "ShipmentLine",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Customer_Id",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Customer_OpenMinor",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "Customer", "OpenMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_IssuedOn_Id",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "IssuedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Number",
                schema: "accounting",
                table: "Invoices",
                column: "Number",
                unique: true,
                filter: "[Number] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Open",
                schema: "accounting",
                table: "Invoices",
                column: "Id",
                filter: "\"OpenMinor\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_OpenMinor_DueOn",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "OpenMinor", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Order",
                schema: "accounting",
                table: "Invoices",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Shipment",
                schema: "accounting",
                table: "Invoices",
                column: "Shipment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_State_Id",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_State_IssueBy_Id",
                schema: "accounting",
                table: "Invoices",
                columns: new[] { "State", "IssueBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceTaxes_Invoice",
                schema: "accounting",
                table: "InvoiceTaxes",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Barcode",
                schema: "fulfillment",
                table: "Items",
                column: "Barcode");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Code",
                schema: "fulfillment",
                table: "Items",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Items_IsReviewed_Code",
                schema: "fulfillment",
                table: "Items",
                columns: new[] { "IsReviewed", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Invoice",
                schema: "accounting",
                table: "JournalEntries",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Order",
                schema: "accounting",
                table: "JournalEntries",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Payment",
                schema: "accounting",
                table: "JournalEntries",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Reverses",
                schema: "accounting",
                table: "JournalEntries",
                column: "Reverses");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Source_SourceId_Purpose_Revision",
                schema: "accounting",
                table: "JournalEntries",
                columns: new[] { "Source", "SourceId", "Purpose", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Account_Id",
                schema: "accounting",
                table: "JournalLines",
                columns: new[] { "Account", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Account_Period_Id",
                schema: "accounting",
                table: "JournalLines",
                columns: new[] { "Account", "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Entry",
                schema: "accounting",
                table: "JournalLines",
                column: "Entry");

            migrationBuilder.CreateIndex(
                name: "IX_Locations_Code",
                schema: "fulfillment",
                table: "Locations",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_CommandId",
                schema: "portal",
                table: "LogEntries",
                column: "CommandId");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_Term",
                schema: "portal",
                table: "Lookups",
                column: "Term");

            migrationBuilder.CreateIndex(
                name: "IX_Mailboxes_Address",
                schema: "support",
                table: "Mailboxes",
                column: "Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Backordered",
                schema: "fulfillment",
                table: "OrderLines",
                column: "Backordered",
                filter: "\"Backordered\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Item_Backordered",
                schema: "fulfillment",
                table: "OrderLines",
                columns: new[] { "Item", "Backordered" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Order",
                schema: "fulfillment",
                table: "OrderLines",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Channel_ExternalId",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Channel", "ExternalId" },
                unique: true,
                filter: "[ExternalId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Channel_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Channel", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Customer_GoodsHash",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Customer", "GoodsHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Customer_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ExternalId",
                schema: "fulfillment",
                table: "Orders",
                column: "ExternalId");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Import",
                schema: "fulfillment",
                table: "Orders",
                column: "Import");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Stage_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Stage", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Stage_ShipBy_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "Stage", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_State_OpenHoldCount_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "State", "OpenHoldCount", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Customer_Id",
                schema: "accounting",
                table: "Payments",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ExternalId",
                schema: "accounting",
                table: "Payments",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_MoneyIn_AmountMinor",
                schema: "accounting",
                table: "Payments",
                columns: new[] { "MoneyIn", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ReceivedOn_Id",
                schema: "accounting",
                table: "Payments",
                columns: new[] { "ReceivedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_State_Id",
                schema: "accounting",
                table: "Payments",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Unapplied",
                schema: "accounting",
                table: "Payments",
                column: "Id",
                filter: "\"UnappliedMinor\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_People_Login",
                schema: "portal",
                table: "People",
                column: "Login",
                unique: true,
                filter: "[Login] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_End_Id",
                schema: "support",
                table: "RawMails",
                columns: new[] { "End", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_Mailbox_ContentHash",
                schema: "support",
                table: "RawMails",
                columns: new[] { "Mailbox", "ContentHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShipmentLines_Shipment",
                schema: "fulfillment",
                table: "ShipmentLines",
                column: "Shipment");

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_Order",
                schema: "fulfillment",
                table: "Shipments",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_State_ShipBy_Id",
                schema: "fulfillment",
                table: "Shipments",
                columns: new[] { "State", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_Tracking",
                schema: "fulfillment",
                table: "Shipments",
                column: "Tracking");

            migrationBuilder.CreateIndex(
                name: "IX_SlaPolicies_Priority",
                schema: "support",
                table: "SlaPolicies",
                column: "Priority",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StockLevels_Location",
                schema: "fulfillment",
                table: "StockLevels",
                column: "Location");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Item_Location_Id",
                schema: "fulfillment",
                table: "StockMovements",
                columns: new[] { "Item", "Location", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Order",
                schema: "fulfillment",
                table: "StockMovements",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_TicketAttachments_Message",
                schema: "support",
                table: "TicketAttachments",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "IX_TicketAttachments_Ticket",
                schema: "support",
                table: "TicketAttachments",
                column: "Ticket");

            migrationBuilder.CreateIndex(
                name: "IX_TicketClockEvents_Ticket",
                schema: "support",
                table: "TicketClockEvents",
                column: "Ticket");

            migrationBuilder.CreateIndex(
                name: "IX_TicketMessages_MailMessageId",
                schema: "support",
                table: "TicketMessages",
                column: "MailMessageId");

            migrationBuilder.CreateIndex(
                name: "IX_TicketMessages_Ticket_Id",
                schema: "support",
                table: "TicketMessages",
                columns: new[] { "Ticket", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketNotes_Ticket_Id",
                schema: "support",
                table: "TicketNotes",
                columns: new[] { "Ticket", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketOrders_Order",
                schema: "support",
                table: "TicketOrders",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_TicketParticipants_Address",
                schema: "support",
                table: "TicketParticipants",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Assignee_SortAt_Id",
                schema: "support",
                table: "Tickets",
                columns: new[] { "Assignee", "SortAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Customer_Id",
                schema: "support",
                table: "Tickets",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ExternalKey",
                schema: "support",
                table: "Tickets",
                column: "ExternalKey");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_MergedInto",
                schema: "support",
                table: "Tickets",
                column: "MergedInto");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_RequesterAddress_Id",
                schema: "support",
                table: "Tickets",
                columns: new[] { "RequesterAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_SortAt_Id",
                schema: "support",
                table: "Tickets",
                columns: new[] { "SortAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_State_SortAt_Id",
                schema: "support",
                table: "Tickets",
                columns: new[] { "State", "SortAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountBalances",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "Accounts",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "AcknowledgedAddresses",
                schema: "support");

            migrationBuilder.DropTable(
                name: "Allocations",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "ApiKeys",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "BankAccounts",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "BankEntries",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "BankStatements",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "Channels",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Commands",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Companies",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Customers",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Drafts",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Dues",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Errands",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "FulfillmentLines",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "GoodsReceiptLines",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Heads",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Holds",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "IdBlocks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "ImapCursors",
                schema: "support");

            migrationBuilder.DropTable(
                name: "ImportFiles",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "ImportLines",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "InvoiceLines",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "InvoiceTaxes",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "ItemCosts",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Items",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "JournalLines",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "Locations",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "LogEntries",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "LogSubjects",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Lookups",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Mailboxes",
                schema: "support");

            migrationBuilder.DropTable(
                name: "NamedLocks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "NumberSeries",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "OrderLines",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Periods",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "PersonRoles",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "RawMails",
                schema: "support");

            migrationBuilder.DropTable(
                name: "RolePermissions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "ShipmentLines",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "SlaPolicies",
                schema: "support");

            migrationBuilder.DropTable(
                name: "StockLevels",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "StockMovements",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "StoredFiles",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "TicketAttachments",
                schema: "support");

            migrationBuilder.DropTable(
                name: "TicketClockEvents",
                schema: "support");

            migrationBuilder.DropTable(
                name: "TicketMessages",
                schema: "support");

            migrationBuilder.DropTable(
                name: "TicketNotes",
                schema: "support");

            migrationBuilder.DropTable(
                name: "TicketOrders",
                schema: "support");

            migrationBuilder.DropTable(
                name: "TicketParticipants",
                schema: "support");

            migrationBuilder.DropTable(
                name: "Payments",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "FulfillmentOrders",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "GoodsReceipts",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Imports",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Invoices",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "JournalEntries",
                schema: "accounting");

            migrationBuilder.DropTable(
                name: "Orders",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "People",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Shipments",
                schema: "fulfillment");

            migrationBuilder.DropTable(
                name: "Tickets",
                schema: "support");
        }
    }
}
