using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The company on one page: what each event sets off. Then: in the same transaction, may not refuse. Later: an errand,
/// after the commit. Every event has its line; a test walks it.
/// </summary>
public static class WhatFollows
{
    public static void Table(Consequences company)
    {
        Fulfillment(company);
        Accounting(company);
        company.When<ErrandStuck>().Nothing("It waits in the list of what could not be sent.");
        company.When<ErrandRetried>().Nothing("The runner takes it.");
        company.When<PersonKept>().Nothing("Open screens look again at who they serve.");
    }

    static void Fulfillment(Consequences company)
    {
        company.When<OrderPlaced>().Nothing("It waits in the list to be confirmed.");
        company.When<OrderConfirmed>().Nothing("Its goods are allocated by the same command.");
        company.When<OrderAllocated>().Nothing("The order says what is short.");
        company.When<OrderHeld>().Nothing("The hold stands on the order.");
        company.When<HoldReleased>().Nothing("The order can be released.");
        company.When<OrderReleased>().Nothing("The pickers see it.");
        company.When<OrderCancelled>().Nothing("Its stock was given back by the same command.");
        company.When<PickClaimed>().Nothing("The others see who picks.");
        company.When<LinePicked>().Nothing("The packers see it.");
        company.When<PickedShort>().Then(e => new PostStockDifferences(e.Item));
        company.When<ShipmentPacked>().Nothing("It waits for its label.");
        company.When<ShipmentUnpacked>().Nothing("It waits to be packed.");
        company.When<LabelRequested>().Later(e => new AskCarrier(e.Shipment));
        company.When<LabelBought>().Nothing("It waits for the carrier.");
        company.When<LabelFailed>().Nothing("It stands among what to mend.");
        company.When<ShipmentDispatched>()
            .Then(e => new DraftInvoice(e.Shipment))
            .Then(e => new PostCostOfGoods(e.Shipment));
        company.When<ShipmentDelivered>().Nothing("The order says so.");
        company.When<GoodsReceived>().Then(e => new PostGoodsReceived(e.Receipt));
        company.When<BackorderFilled>().Nothing("The order can be released.");
        company.When<StockAdjusted>().Then(e => new PostStockDifferences(e.Item));
        company.When<ItemReviewed>().Nothing("It is known now.");
        company.When<ChannelOpened>().Nothing("Orders can come by it.");
        company.When<ImportStarted>().Nothing("The import runner takes it.");
        company.When<ImportFinished>().Nothing("Its page says what became of each line.");
        company.When<LineMended>().Nothing("Its order was placed by the same command.");
    }

    static void Accounting(Consequences company)
    {
        company.When<InvoiceDrafted>().Nothing("It waits in the list to be issued.");
        company.When<InvoiceIssued>().Nothing("Nothing yet.");
        company.When<PaymentReceived>().Nothing("What is certain was applied by the same command; the rest waits at the matching desk.");
        company.When<OrderPaid>().Then(e => new LiftPaymentHold(e.Order, $"Paid by {Payment.NumberOf(e.Payment)}"));
        company.When<ReceiptApplied>().Nothing("The invoice says what is still open.");
        company.When<ReceiptKeptAsCredit>().Nothing("The customer's account shows it.");
        company.When<ReceiptUnapplied>().Nothing("It waits at the matching desk again.");
        company.When<BankAccountOpened>().Nothing("Its statements can be brought in.");
        company.When<StatementImported>().Nothing("Its receipts were matched or set aside by the same command.");
        company.When<BankEntryExplained>().Nothing("The entry says what it was for.");
        company.When<EntryPosted>().Nothing("The journal shows it.");
        company.When<EntryMirrored>().Nothing("The journal shows both.");
        company.When<PeriodClosed>().Nothing("The database takes no more entries in it.");
        company.When<PeriodReopened>().Nothing("It takes entries again.");
    }
}
