using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BackOffice.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class GoneToday : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_State_Position",
                table: "WebhookDeliveries",
                columns: new[] { "State", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_Item_Id",
                table: "StockMovements",
                columns: new[] { "Item", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Shipments_DispatchedAt",
                table: "Shipments",
                column: "DispatchedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_ReceivedAt",
                table: "RawMails",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_EnteredBy_Id",
                table: "Orders",
                columns: new[] { "EnteredBy", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WebhookDeliveries_State_Position",
                table: "WebhookDeliveries");

            migrationBuilder.DropIndex(
                name: "IX_StockMovements_Item_Id",
                table: "StockMovements");

            migrationBuilder.DropIndex(
                name: "IX_Shipments_DispatchedAt",
                table: "Shipments");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_ReceivedAt",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_Orders_EnteredBy_Id",
                table: "Orders");
        }
    }
}
