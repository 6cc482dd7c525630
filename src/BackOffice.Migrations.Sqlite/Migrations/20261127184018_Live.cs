using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Live : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsDarkAtWeekends",
                table: "Walls",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LitFromMinute",
                table: "Walls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LitUntilMinute",
                table: "Walls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RevokesAt",
                table: "Walls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TakenAt",
                table: "Tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClaimedAt",
                table: "FulfillmentOrders",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsDarkAtWeekends",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "LitFromMinute",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "LitUntilMinute",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "RevokesAt",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "TakenAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "ClaimedAt",
                table: "FulfillmentOrders");
        }
    }
}
