using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccountBalances",
                columns: table => new
                {
                    Account = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    DebitMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    CreditMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountBalances", x => new { x.Account, x.Period, x.Currency });
                });

            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Group = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsControl = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AcknowledgedAddresses",
                columns: table => new
                {
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AcknowledgedAddresses", x => x.Address);
                });

            migrationBuilder.CreateTable(
                name: "ApiKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Person = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankAccounts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Account = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BalanceMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    BalanceOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    BankAccount = table.Column<long>(type: "INTEGER", nullable: false),
                    Statement = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    BookedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Party = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PartyAccount = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Payment = table.Column<long>(type: "INTEGER", nullable: true),
                    ExplainedBy = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankStatements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    BankAccount = table.Column<long>(type: "INTEGER", nullable: false),
                    BankId = table.Column<string>(type: "TEXT", maxLength: 70, nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FileHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OpenedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ClosedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OpeningMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosingMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    EntryCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Chains = table.Column<bool>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ImportedBy = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankStatements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Channels",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    WalkIn = table.Column<long>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Channels", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Commands",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Actor = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Commands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Companies",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Companies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Customers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Country = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    IsWalkIn = table.Column<bool>(type: "INTEGER", nullable: false),
                    PaysInAdvance = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Person = table.Column<long>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.Person, x.Subject, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "Dues",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Command = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dues", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Errands",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Errands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FulfillmentOrders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CustomerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ShipBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    PickedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ShortCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Picker = table.Column<long>(type: "INTEGER", nullable: true),
                    PickerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FulfillmentOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GoodsReceipts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveryNote = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Vendor = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReceivedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    UnitCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ValueMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FilledCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Heads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdBlocks",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdBlocks", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "ImapCursors",
                columns: table => new
                {
                    Mailbox = table.Column<long>(type: "INTEGER", nullable: false),
                    Validity = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUid = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImapCursors", x => x.Mailbox);
                });

            migrationBuilder.CreateTable(
                name: "ImportLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Import = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Raw = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Aside = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: true),
                    HandledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HandledBy = table.Column<long>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Imports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Profile = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedByName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StopWanted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadCount = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    RejectedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SetAsideCount = table.Column<int>(type: "INTEGER", nullable: false),
                    DuplicateCount = table.Column<int>(type: "INTEGER", nullable: false),
                    OrderCount = table.Column<int>(type: "INTEGER", nullable: false),
                    CurrentFile = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    LinesPerSecond = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Imports", x => x.Id);
                    table.CheckConstraint("Imports_add_up", "\"ReadCount\" = \"AcceptedCount\" + \"RejectedCount\" + \"SetAsideCount\" + \"DuplicateCount\"");
                });

            migrationBuilder.CreateTable(
                name: "Invoices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Shipment = table.Column<long>(type: "INTEGER", nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: false),
                    CustomerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    BillTo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OrderExternalId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    TaxSide = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    TaxLabel = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ShippedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IssueBy = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IssuedBy = table.Column<long>(type: "INTEGER", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Document = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    MailedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invoices", x => x.Id);
                    table.CheckConstraint("Invoices_open_within_gross", "\"OpenMinor\" >= 0 AND \"OpenMinor\" <= \"GrossMinor\"");
                });

            migrationBuilder.CreateTable(
                name: "ItemCosts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    ValueMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    LastCostMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ItemCosts", x => x.Id);
                    table.CheckConstraint("ItemCosts_end_together", "\"Count\" >= 0 AND \"ValueMinor\" >= 0 AND (\"Count\" > 0 OR \"ValueMinor\" = 0)");
                });

            migrationBuilder.CreateTable(
                name: "Items",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Barcode = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    WeightGrams = table.Column<int>(type: "INTEGER", nullable: false),
                    IsReviewed = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Items", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JournalEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<long>(type: "INTEGER", nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PostedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SourceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: true),
                    Order = table.Column<long>(type: "INTEGER", nullable: true),
                    Invoice = table.Column<long>(type: "INTEGER", nullable: true),
                    Payment = table.Column<long>(type: "INTEGER", nullable: true),
                    Reverses = table.Column<long>(type: "INTEGER", nullable: true),
                    IsPosted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Locations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    CutOff = table.Column<TimeOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Locations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LogEntries",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<long>(type: "INTEGER", nullable: false),
                    CommandId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Command = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Touched = table.Column<string>(type: "TEXT", nullable: true),
                    Changes = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogEntries", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "LogSubjects",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogSubjects", x => new { x.Kind, x.Id, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "Lookups",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Subject = table.Column<long>(type: "INTEGER", nullable: false),
                    Term = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Href = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lookups", x => new { x.Kind, x.Subject, x.Term });
                });

            migrationBuilder.CreateTable(
                name: "Mailboxes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Secret = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Signature = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NamedLocks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NamedLocks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "NumberSeries",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberSeries", x => new { x.Name, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "Orders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    GoodsHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Import = table.Column<long>(type: "INTEGER", nullable: true),
                    Customer = table.Column<long>(type: "INTEGER", nullable: false),
                    CustomerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ShipTo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TaxSide = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    GrossMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EnteredBy = table.Column<long>(type: "INTEGER", nullable: false),
                    PaysInAdvance = table.Column<bool>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ShipBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PromisedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    OrderedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    CancelledCount = table.Column<int>(type: "INTEGER", nullable: false),
                    BackorderedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    AllocatedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ReleasedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    PickedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    PackedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ShippedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    DeliveredCount = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenHoldCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Orders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    Payer = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PayerAccount = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: true),
                    Order = table.Column<long>(type: "INTEGER", nullable: true),
                    AppliedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    AdvanceMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    UnappliedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    MoneyIn = table.Column<long>(type: "INTEGER", nullable: false),
                    BankEntry = table.Column<long>(type: "INTEGER", nullable: true),
                    Postings = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.CheckConstraint("Payments_add_up", "\"AppliedMinor\" >= 0 AND \"AdvanceMinor\" >= 0 AND \"UnappliedMinor\" >= 0 AND \"AppliedMinor\" + \"AdvanceMinor\" + \"UnappliedMinor\" = \"AmountMinor\"");
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Login = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    IsActive = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsHouse = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Periods",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedBy = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Periods", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RawMails",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Mailbox = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Door = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FoundAt = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    End = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: true),
                    Message = table.Column<long>(type: "INTEGER", nullable: true),
                    AgainCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RawMails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RolePermissions",
                columns: table => new
                {
                    Role = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Permission = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RolePermissions", x => new { x.Role, x.Permission });
                });

            migrationBuilder.CreateTable(
                name: "Shipments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    FulfillmentOrder = table.Column<long>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CustomerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ShipTo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    WeightGrams = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ShipBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PackedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DispatchedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Label = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LabelError = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Carrier = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Service = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Tracking = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    CostMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shipments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SlaPolicies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SlaPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StockLevels",
                columns: table => new
                {
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    Bin = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OnHand = table.Column<int>(type: "INTEGER", nullable: false),
                    Allocated = table.Column<int>(type: "INTEGER", nullable: false),
                    Unavailable = table.Column<int>(type: "INTEGER", nullable: false),
                    SafetyStock = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockLevels", x => new { x.Item, x.Location });
                    table.CheckConstraint("StockLevels_never_negative", "\"OnHand\" >= 0 AND \"Allocated\" >= 0 AND \"Unavailable\" >= 0 AND \"SafetyStock\" >= 0 AND \"Allocated\" + \"Unavailable\" <= \"OnHand\"");
                });

            migrationBuilder.CreateTable(
                name: "StockMovements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Location = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OnHandChange = table.Column<int>(type: "INTEGER", nullable: false),
                    AllocatedChange = table.Column<int>(type: "INTEGER", nullable: false),
                    UnavailableChange = table.Column<int>(type: "INTEGER", nullable: false),
                    ValueMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: true),
                    Shipment = table.Column<long>(type: "INTEGER", nullable: true),
                    Receipt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    By = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockMovements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoredFiles",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredFiles", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "TicketAttachments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Message = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ContentId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    IsInline = table.Column<bool>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketAttachments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketMessages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Class = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Preview = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    HtmlFile = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    MailMessageId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    InReplyTo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    JoinedBy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Raw = table.Column<long>(type: "INTEGER", nullable: true),
                    CharsetGuessed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Author = table.Column<long>(type: "INTEGER", nullable: true),
                    IsAcknowledgement = table.Column<bool>(type: "INTEGER", nullable: false),
                    Delivery = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DeliveredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketNotes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Author = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketOrders",
                columns: table => new
                {
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    ByHand = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketOrders", x => new { x.Ticket, x.Order });
                });

            migrationBuilder.CreateTable(
                name: "TicketParticipants",
                columns: table => new
                {
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketParticipants", x => new { x.Ticket, x.Address });
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Mailbox = table.Column<long>(type: "INTEGER", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RequesterName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RequesterAddress = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: true),
                    CustomerName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Assignee = table.Column<long>(type: "INTEGER", nullable: true),
                    AssigneeName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithDepartment = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    MergedInto = table.Column<long>(type: "INTEGER", nullable: true),
                    FollowUpOf = table.Column<long>(type: "INTEGER", nullable: true),
                    RelatedTo = table.Column<long>(type: "INTEGER", nullable: true),
                    ExternalKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SolvedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReopenedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    MessageCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LatestMessage = table.Column<long>(type: "INTEGER", nullable: true),
                    LatestAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Preview = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Promise = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SortAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    FirstResponseDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NextResponseDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ResolutionDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FirstRespondedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Stand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MissedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    StrikesAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LatestOrder = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FulfillmentLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    FulfillmentOrder = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderLine = table.Column<long>(type: "INTEGER", nullable: false),
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Bin = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    Picked = table.Column<int>(type: "INTEGER", nullable: false),
                    Short = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FulfillmentLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FulfillmentLines_FulfillmentOrders_FulfillmentOrder",
                        column: x => x.FulfillmentOrder,
                        principalTable: "FulfillmentOrders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "GoodsReceiptLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Receipt = table.Column<long>(type: "INTEGER", nullable: false),
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitCostMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ValueMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoodsReceiptLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GoodsReceiptLines_GoodsReceipts_Receipt",
                        column: x => x.Receipt,
                        principalTable: "GoodsReceipts",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ImportFiles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Import = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportFiles_Imports_Import",
                        column: x => x.Import,
                        principalTable: "Imports",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "InvoiceLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Invoice = table.Column<long>(type: "INTEGER", nullable: false),
                    ShipmentLine = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderLine = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitPriceMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxCategory = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TaxMilliPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InvoiceLines_Invoices_Invoice",
                        column: x => x.Invoice,
                        principalTable: "Invoices",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "InvoiceTaxes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Invoice = table.Column<long>(type: "INTEGER", nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MilliPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceTaxes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InvoiceTaxes_Invoices_Invoice",
                        column: x => x.Invoice,
                        principalTable: "Invoices",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "JournalLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Entry = table.Column<long>(type: "INTEGER", nullable: false),
                    Account = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JournalLines_JournalEntries_Entry",
                        column: x => x.Entry,
                        principalTable: "JournalEntries",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Holds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PlacedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReleasedBy = table.Column<long>(type: "INTEGER", nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReleaseNote = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Holds_Orders_Order",
                        column: x => x.Order,
                        principalTable: "Orders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "OrderLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    UnitPriceMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxCategory = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TaxMilliPercent = table.Column<int>(type: "INTEGER", nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PromisedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Ordered = table.Column<int>(type: "INTEGER", nullable: false),
                    Cancelled = table.Column<int>(type: "INTEGER", nullable: false),
                    Backordered = table.Column<int>(type: "INTEGER", nullable: false),
                    Allocated = table.Column<int>(type: "INTEGER", nullable: false),
                    Released = table.Column<int>(type: "INTEGER", nullable: false),
                    Picked = table.Column<int>(type: "INTEGER", nullable: false),
                    Packed = table.Column<int>(type: "INTEGER", nullable: false),
                    Shipped = table.Column<int>(type: "INTEGER", nullable: false),
                    Delivered = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderLines", x => x.Id);
                    table.CheckConstraint("OrderLines_add_up", "\"Cancelled\" >= 0 AND \"Backordered\" >= 0 AND \"Allocated\" >= 0 AND \"Released\" >= 0 AND \"Released\" <= \"Allocated\" AND \"Picked\" >= 0 AND \"Packed\" >= 0 AND \"Shipped\" >= 0 AND \"Delivered\" <= \"Shipped\" AND \"Cancelled\" + \"Backordered\" + \"Allocated\" + \"Picked\" + \"Packed\" + \"Shipped\" <= \"Ordered\"");
                    table.ForeignKey(
                        name: "FK_OrderLines_Orders_Order",
                        column: x => x.Order,
                        principalTable: "Orders",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Allocations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Payment = table.Column<long>(type: "INTEGER", nullable: false),
                    Customer = table.Column<long>(type: "INTEGER", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Invoice = table.Column<long>(type: "INTEGER", nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AppliedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedBy = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Allocations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Allocations_Payments_Payment",
                        column: x => x.Payment,
                        principalTable: "Payments",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "PersonRoles",
                columns: table => new
                {
                    Person = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonRoles", x => new { x.Person, x.Role });
                    table.ForeignKey(
                        name: "FK_PersonRoles_People_Person",
                        column: x => x.Person,
                        principalTable: "People",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ShipmentLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Shipment = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderLine = table.Column<long>(type: "INTEGER", nullable: false),
                    Item = table.Column<long>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    CostMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShipmentLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShipmentLines_Shipments_Shipment",
                        column: x => x.Shipment,
                        principalTable: "Shipments",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "TicketClockEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Policy = table.Column<string>(type: "TEXT", nullable: true),
                    Before = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketClockEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketClockEvents_Tickets_Ticket",
                        column: x => x.Ticket,
                        principalTable: "Tickets",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_AcknowledgedAddresses_At",
                table: "AcknowledgedAddresses",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Invoice_EndedAt",
                table: "Allocations",
                columns: new[] { "Invoice", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Order_EndedAt",
                table: "Allocations",
                columns: new[] { "Order", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Allocations_Payment",
                table: "Allocations",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_Hash",
                table: "ApiKeys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankAccounts_Number",
                table: "BankAccounts",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_BankAccount_BookedOn",
                table: "BankEntries",
                columns: new[] { "BankAccount", "BookedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_BankAccount_Key",
                table: "BankEntries",
                columns: new[] { "BankAccount", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_ExplainedBy_AmountMinor",
                table: "BankEntries",
                columns: new[] { "ExplainedBy", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_BankEntries_Payment",
                table: "BankEntries",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_BankAccount_BankId",
                table: "BankStatements",
                columns: new[] { "BankAccount", "BankId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_BankAccount_ClosedOn",
                table: "BankStatements",
                columns: new[] { "BankAccount", "ClosedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Channels_Code",
                table: "Channels",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Commands_At",
                table: "Commands",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Email",
                table: "Customers",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_ExternalId",
                table: "Customers",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Name_Id",
                table: "Customers",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Dues_At",
                table: "Dues",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Errands_State_NextAt",
                table: "Errands",
                columns: new[] { "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Errands_Subject_State",
                table: "Errands",
                columns: new[] { "Subject", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentLines_FulfillmentOrder",
                table: "FulfillmentLines",
                column: "FulfillmentOrder");

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentOrders_Order",
                table: "FulfillmentOrders",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_FulfillmentOrders_State_ShipBy_Id",
                table: "FulfillmentOrders",
                columns: new[] { "State", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_GoodsReceiptLines_Receipt",
                table: "GoodsReceiptLines",
                column: "Receipt");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_Order",
                table: "Holds",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_ImportFiles_Import",
                table: "ImportFiles",
                column: "Import");

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_Channel_Fingerprint",
                table: "ImportLines",
                columns: new[] { "Channel", "Fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_Import_Verdict_Id",
                table: "ImportLines",
                columns: new[] { "Import", "Verdict", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportLines_State_Verdict_Id",
                table: "ImportLines",
                columns: new[] { "State", "Verdict", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Imports_State",
                table: "Imports",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_Invoice",
                table: "InvoiceLines",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_OrderLine",
                table: "InvoiceLines",
                column: "OrderLine");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_ShipmentLine",
                table: "InvoiceLines",
                column: "ShipmentLine",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Customer_Id",
                table: "Invoices",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Customer_OpenMinor",
                table: "Invoices",
                columns: new[] { "Customer", "OpenMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_IssuedOn_Id",
                table: "Invoices",
                columns: new[] { "IssuedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Number",
                table: "Invoices",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Open",
                table: "Invoices",
                column: "Id",
                filter: "\"OpenMinor\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_OpenMinor_DueOn",
                table: "Invoices",
                columns: new[] { "OpenMinor", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Order",
                table: "Invoices",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_Shipment",
                table: "Invoices",
                column: "Shipment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_State_Id",
                table: "Invoices",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_State_IssueBy_Id",
                table: "Invoices",
                columns: new[] { "State", "IssueBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceTaxes_Invoice",
                table: "InvoiceTaxes",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Barcode",
                table: "Items",
                column: "Barcode");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Code",
                table: "Items",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Items_IsReviewed_Code",
                table: "Items",
                columns: new[] { "IsReviewed", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Invoice",
                table: "JournalEntries",
                column: "Invoice");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Order",
                table: "JournalEntries",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Payment",
                table: "JournalEntries",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Reverses",
                table: "JournalEntries",
                column: "Reverses");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Source_SourceId_Purpose_Revision",
                table: "JournalEntries",
                columns: new[] { "Source", "SourceId", "Purpose", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Account_Id",
                table: "JournalLines",
                columns: new[] { "Account", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Account_Period_Id",
                table: "JournalLines",
                columns: new[] { "Account", "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_Entry",
                table: "JournalLines",
                column: "Entry");

            migrationBuilder.CreateIndex(
                name: "IX_Locations_Code",
                table: "Locations",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_CommandId",
                table: "LogEntries",
                column: "CommandId");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_Term",
                table: "Lookups",
                column: "Term");

            migrationBuilder.CreateIndex(
                name: "IX_Mailboxes_Address",
                table: "Mailboxes",
                column: "Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Backordered",
                table: "OrderLines",
                column: "Backordered",
                filter: "\"Backordered\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Item_Backordered",
                table: "OrderLines",
                columns: new[] { "Item", "Backordered" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Order",
                table: "OrderLines",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Channel_ExternalId",
                table: "Orders",
                columns: new[] { "Channel", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Channel_Id",
                table: "Orders",
                columns: new[] { "Channel", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Customer_GoodsHash",
                table: "Orders",
                columns: new[] { "Customer", "GoodsHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Customer_Id",
                table: "Orders",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ExternalId",
                table: "Orders",
                column: "ExternalId");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Import",
                table: "Orders",
                column: "Import");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Stage_Id",
                table: "Orders",
                columns: new[] { "Stage", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Stage_ShipBy_Id",
                table: "Orders",
                columns: new[] { "Stage", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_State_OpenHoldCount_Id",
                table: "Orders",
                columns: new[] { "State", "OpenHoldCount", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Customer_Id",
                table: "Payments",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ExternalId",
                table: "Payments",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_MoneyIn_AmountMinor",
                table: "Payments",
                columns: new[] { "MoneyIn", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ReceivedOn_Id",
                table: "Payments",
                columns: new[] { "ReceivedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_State_Id",
                table: "Payments",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Unapplied",
                table: "Payments",
                column: "Id",
                filter: "\"UnappliedMinor\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_People_Login",
                table: "People",
                column: "Login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_End_Id",
                table: "RawMails",
                columns: new[] { "End", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_Mailbox_ContentHash",
                table: "RawMails",
                columns: new[] { "Mailbox", "ContentHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShipmentLines_Shipment",
                table: "ShipmentLines",
                column: "Shipment");

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_Order",
                table: "Shipments",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_State_ShipBy_Id",
                table: "Shipments",
                columns: new[] { "State", "ShipBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_Tracking",
                table: "Shipments",
                column: "Tracking");

            migrationBuilder.CreateIndex(
                name: "IX_SlaPolicies_Priority",
                table: "SlaPolicies",
                column: "Priority",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StockLevels_Location",
                table: "StockLevels",
                column: "Location");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Item_Location_Id",
                table: "StockMovements",
                columns: new[] { "Item", "Location", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Order",
                table: "StockMovements",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_TicketAttachments_Message",
                table: "TicketAttachments",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "IX_TicketAttachments_Ticket",
                table: "TicketAttachments",
                column: "Ticket");

            migrationBuilder.CreateIndex(
                name: "IX_TicketClockEvents_Ticket",
                table: "TicketClockEvents",
                column: "Ticket");

            migrationBuilder.CreateIndex(
                name: "IX_TicketMessages_MailMessageId",
                table: "TicketMessages",
                column: "MailMessageId");

            migrationBuilder.CreateIndex(
                name: "IX_TicketMessages_Ticket_Id",
                table: "TicketMessages",
                columns: new[] { "Ticket", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketNotes_Ticket_Id",
                table: "TicketNotes",
                columns: new[] { "Ticket", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketOrders_Order",
                table: "TicketOrders",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_TicketParticipants_Address",
                table: "TicketParticipants",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Assignee_SortAt_Id",
                table: "Tickets",
                columns: new[] { "Assignee", "SortAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Customer_Id",
                table: "Tickets",
                columns: new[] { "Customer", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ExternalKey",
                table: "Tickets",
                column: "ExternalKey");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_MergedInto",
                table: "Tickets",
                column: "MergedInto");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_RequesterAddress_Id",
                table: "Tickets",
                columns: new[] { "RequesterAddress", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_SortAt_Id",
                table: "Tickets",
                columns: new[] { "SortAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_State_SortAt_Id",
                table: "Tickets",
                columns: new[] { "State", "SortAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountBalances");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "AcknowledgedAddresses");

            migrationBuilder.DropTable(
                name: "Allocations");

            migrationBuilder.DropTable(
                name: "ApiKeys");

            migrationBuilder.DropTable(
                name: "BankAccounts");

            migrationBuilder.DropTable(
                name: "BankEntries");

            migrationBuilder.DropTable(
                name: "BankStatements");

            migrationBuilder.DropTable(
                name: "Channels");

            migrationBuilder.DropTable(
                name: "Commands");

            migrationBuilder.DropTable(
                name: "Companies");

            migrationBuilder.DropTable(
                name: "Customers");

            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "Dues");

            migrationBuilder.DropTable(
                name: "Errands");

            migrationBuilder.DropTable(
                name: "FulfillmentLines");

            migrationBuilder.DropTable(
                name: "GoodsReceiptLines");

            migrationBuilder.DropTable(
                name: "Heads");

            migrationBuilder.DropTable(
                name: "Holds");

            migrationBuilder.DropTable(
                name: "IdBlocks");

            migrationBuilder.DropTable(
                name: "ImapCursors");

            migrationBuilder.DropTable(
                name: "ImportFiles");

            migrationBuilder.DropTable(
                name: "ImportLines");

            migrationBuilder.DropTable(
                name: "InvoiceLines");

            migrationBuilder.DropTable(
                name: "InvoiceTaxes");

            migrationBuilder.DropTable(
                name: "ItemCosts");

            migrationBuilder.DropTable(
                name: "Items");

            migrationBuilder.DropTable(
                name: "JournalLines");

            migrationBuilder.DropTable(
                name: "Locations");

            migrationBuilder.DropTable(
                name: "LogEntries");

            migrationBuilder.DropTable(
                name: "LogSubjects");

            migrationBuilder.DropTable(
                name: "Lookups");

            migrationBuilder.DropTable(
                name: "Mailboxes");

            migrationBuilder.DropTable(
                name: "NamedLocks");

            migrationBuilder.DropTable(
                name: "NumberSeries");

            migrationBuilder.DropTable(
                name: "OrderLines");

            migrationBuilder.DropTable(
                name: "Periods");

            migrationBuilder.DropTable(
                name: "PersonRoles");

            migrationBuilder.DropTable(
                name: "RawMails");

            migrationBuilder.DropTable(
                name: "RolePermissions");

            migrationBuilder.DropTable(
                name: "ShipmentLines");

            migrationBuilder.DropTable(
                name: "SlaPolicies");

            migrationBuilder.DropTable(
                name: "StockLevels");

            migrationBuilder.DropTable(
                name: "StockMovements");

            migrationBuilder.DropTable(
                name: "StoredFiles");

            migrationBuilder.DropTable(
                name: "TicketAttachments");

            migrationBuilder.DropTable(
                name: "TicketClockEvents");

            migrationBuilder.DropTable(
                name: "TicketMessages");

            migrationBuilder.DropTable(
                name: "TicketNotes");

            migrationBuilder.DropTable(
                name: "TicketOrders");

            migrationBuilder.DropTable(
                name: "TicketParticipants");

            migrationBuilder.DropTable(
                name: "Payments");

            migrationBuilder.DropTable(
                name: "FulfillmentOrders");

            migrationBuilder.DropTable(
                name: "GoodsReceipts");

            migrationBuilder.DropTable(
                name: "Imports");

            migrationBuilder.DropTable(
                name: "Invoices");

            migrationBuilder.DropTable(
                name: "JournalEntries");

            migrationBuilder.DropTable(
                name: "Orders");

            migrationBuilder.DropTable(
                name: "People");

            migrationBuilder.DropTable(
                name: "Shipments");

            migrationBuilder.DropTable(
                name: "Tickets");
        }
    }
}
