using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class GoneToday : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_State_Position",
                schema: "portal",
                table: "WebhookDeliveries",
                columns: new[] { "State", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Item_Id",
                schema: "fulfillment",
                table: "StockMovements",
                columns: new[] { "Item", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_DispatchedAt",
                schema: "fulfillment",
                table: "Shipments",
                column: "DispatchedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_ReceivedAt",
                schema: "support",
                table: "RawMails",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_EnteredBy_Id",
                schema: "fulfillment",
                table: "Orders",
                columns: new[] { "EnteredBy", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WebhookDeliveries_State_Position",
                schema: "portal",
                table: "WebhookDeliveries");

            migrationBuilder.DropIndex(
                name: "IX_StockMovements_Item_Id",
                schema: "fulfillment",
                table: "StockMovements");

            migrationBuilder.DropIndex(
                name: "IX_Shipments_DispatchedAt",
                schema: "fulfillment",
                table: "Shipments");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_ReceivedAt",
                schema: "support",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_Orders_EnteredBy_Id",
                schema: "fulfillment",
                table: "Orders");
        }
    }
}
