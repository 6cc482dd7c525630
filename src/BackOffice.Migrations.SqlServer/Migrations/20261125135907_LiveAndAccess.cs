using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class LiveAndAccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsFromDirectory",
                schema: "portal",
                table: "PersonRoles",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Issuer",
                schema: "portal",
                table: "People",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Place",
                schema: "portal",
                table: "People",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                schema: "portal",
                table: "People",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Owner",
                schema: "portal",
                table: "Lookups",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Place",
                schema: "portal",
                table: "Lookups",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                schema: "portal",
                table: "LogEntries",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsConfirmed",
                schema: "portal",
                table: "Errands",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "LeasedBy",
                schema: "portal",
                table: "Errands",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ErasedAt",
                schema: "portal",
                table: "Customers",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Begins",
                schema: "portal",
                table: "ApiKeys",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Channel",
                schema: "portal",
                table: "ApiKeys",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ExpiresAt",
                schema: "portal",
                table: "ApiKeys",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastUsedAt",
                schema: "portal",
                table: "ApiKeys",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReplacedBy",
                schema: "portal",
                table: "ApiKeys",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccessPolicies",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    IsSmallCompany = table.Column<bool>(type: "bit", nullable: false),
                    SinceAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    By = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Checks",
                schema: "portal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Milliseconds = table.Column<int>(type: "int", nullable: false),
                    ViolationCount = table.Column<int>(type: "int", nullable: false),
                    Violations = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    BrokenAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Checks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "DutyPairs",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    First = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Then = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    IsOn = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DutyPairs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KnownPermissions",
                schema: "portal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownPermissions", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                schema: "portal",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Holder = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "LogLinks",
                schema: "portal",
                columns: table => new
                {
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogLinks", x => x.Last);
                });

            migrationBuilder.CreateTable(
                name: "PersonSessions",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Person = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    From = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Browser = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    DirectorySession = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Restores",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    BackupAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    BackupPosition = table.Column<long>(type: "bigint", nullable: false),
                    RestoredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LiftedBy = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Restores", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoleLimits",
                schema: "portal",
                columns: table => new
                {
                    Role = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Permission = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleLimits", x => new { x.Role, x.Permission, x.Currency });
                });

            migrationBuilder.CreateTable(
                name: "Roles",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Roles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WallCodes",
                schema: "portal",
                columns: table => new
                {
                    Device = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ShownAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    From = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Screen = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    UsedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WallCodes", x => x.Device);
                });

            migrationBuilder.CreateTable(
                name: "Walls",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Boards = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Seconds = table.Column<int>(type: "int", nullable: false),
                    Chimes = table.Column<bool>(type: "bit", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Supervisor = table.Column<long>(type: "bigint", nullable: false),
                    PairedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    From = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Screen = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LastSeenAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Walls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WallTries",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Person = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WallTries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                schema: "portal",
                columns: table => new
                {
                    Webhook = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    NextAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Status = table.Column<int>(type: "int", nullable: true),
                    Milliseconds = table.Column<int>(type: "int", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookDeliveries", x => new { x.Webhook, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "Webhooks",
                schema: "portal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Url = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Kinds = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Secret = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    OldSecret = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    OldUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ToldTo = table.Column<long>(type: "bigint", nullable: false),
                    PausedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PausedWhy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WebhookTries",
                schema: "portal",
                columns: table => new
                {
                    Webhook = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: true),
                    Milliseconds = table.Column<int>(type: "int", nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookTries", x => new { x.Webhook, x.Position, x.Number });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PersonRoles_Role",
                schema: "portal",
                table: "PersonRoles",
                column: "Role");

            migrationBuilder.CreateIndex(
                name: "IX_People_Issuer_Subject",
                schema: "portal",
                table: "People",
                columns: new[] { "Issuer", "Subject" },
                unique: true,
                filter: "[Issuer] IS NOT NULL AND [Subject] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DutyPairs_First_Then",
                schema: "portal",
                table: "DutyPairs",
                columns: new[] { "First", "Then" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogLinks_First",
                schema: "portal",
                table: "LogLinks",
                column: "First",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonSessions_DirectorySession",
                schema: "portal",
                table: "PersonSessions",
                column: "DirectorySession");

            migrationBuilder.CreateIndex(
                name: "IX_PersonSessions_Person_EndedAt",
                schema: "portal",
                table: "PersonSessions",
                columns: new[] { "Person", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Restores_LiftedAt",
                schema: "portal",
                table: "Restores",
                column: "LiftedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Roles_Name",
                schema: "portal",
                table: "Roles",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WallCodes_Code",
                schema: "portal",
                table: "WallCodes",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WallCodes_ShownAt",
                schema: "portal",
                table: "WallCodes",
                column: "ShownAt");

            migrationBuilder.CreateIndex(
                name: "IX_Walls_Hash",
                schema: "portal",
                table: "Walls",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WallTries_At",
                schema: "portal",
                table: "WallTries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_Position",
                schema: "portal",
                table: "WebhookDeliveries",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_Webhook_State_Subject_Position",
                schema: "portal",
                table: "WebhookDeliveries",
                columns: new[] { "Webhook", "State", "Subject", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessPolicies",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Checks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "DutyPairs",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "KnownPermissions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Leases",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "LogLinks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "PersonSessions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Restores",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "RoleLimits",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Roles",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "WallCodes",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Walls",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "WallTries",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "WebhookDeliveries",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "Webhooks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "WebhookTries",
                schema: "portal");

            migrationBuilder.DropIndex(
                name: "IX_PersonRoles_Role",
                schema: "portal",
                table: "PersonRoles");

            migrationBuilder.DropIndex(
                name: "IX_People_Issuer_Subject",
                schema: "portal",
                table: "People");

            migrationBuilder.DropColumn(
                name: "IsFromDirectory",
                schema: "portal",
                table: "PersonRoles");

            migrationBuilder.DropColumn(
                name: "Issuer",
                schema: "portal",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Place",
                schema: "portal",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Subject",
                schema: "portal",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Owner",
                schema: "portal",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Place",
                schema: "portal",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Origin",
                schema: "portal",
                table: "LogEntries");

            migrationBuilder.DropColumn(
                name: "IsConfirmed",
                schema: "portal",
                table: "Errands");

            migrationBuilder.DropColumn(
                name: "LeasedBy",
                schema: "portal",
                table: "Errands");

            migrationBuilder.DropColumn(
                name: "ErasedAt",
                schema: "portal",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Begins",
                schema: "portal",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "Channel",
                schema: "portal",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                schema: "portal",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                schema: "portal",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "ReplacedBy",
                schema: "portal",
                table: "ApiKeys");
        }
    }
}
