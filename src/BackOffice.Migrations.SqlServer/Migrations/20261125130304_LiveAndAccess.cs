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
            migrationBuilder.AddColumn<string>(
                name: "Origin",
                schema: "portal",
                table: "LogEntries",
                type: "nvarchar(120)",
                maxLength: 120,
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
                name: "IX_LogLinks_First",
                schema: "portal",
                table: "LogLinks",
                column: "First",
                unique: true);

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
                name: "Checks",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "LogLinks",
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

            migrationBuilder.DropColumn(
                name: "Origin",
                schema: "portal",
                table: "LogEntries");

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
