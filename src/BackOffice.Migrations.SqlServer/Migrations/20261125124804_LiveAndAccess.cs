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

            migrationBuilder.CreateIndex(
                name: "IX_LogLinks_First",
                schema: "portal",
                table: "LogLinks",
                column: "First",
                unique: true);
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
