using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Live : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsDarkAtWeekends",
                schema: "portal",
                table: "Walls",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LitFromMinute",
                schema: "portal",
                table: "Walls",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LitUntilMinute",
                schema: "portal",
                table: "Walls",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RevokesAt",
                schema: "portal",
                table: "Walls",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TakenAt",
                schema: "support",
                table: "Tickets",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClaimedAt",
                schema: "fulfillment",
                table: "FulfillmentOrders",
                type: "datetime2",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsDarkAtWeekends",
                schema: "portal",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "LitFromMinute",
                schema: "portal",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "LitUntilMinute",
                schema: "portal",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "RevokesAt",
                schema: "portal",
                table: "Walls");

            migrationBuilder.DropColumn(
                name: "TakenAt",
                schema: "support",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "ClaimedAt",
                schema: "fulfillment",
                table: "FulfillmentOrders");
        }
    }
}
