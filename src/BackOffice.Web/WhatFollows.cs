using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;

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
        Support(company);
        company.When<ErrandStuck>().Nothing("It waits in the list of what could not be sent.");
        company.When<ErrandRetried>().Nothing("The runner takes it.");
        company.When<ErrandConfirmed>().Nothing("The runner reports it without sending.");
        company.When<RestoredFromBackup>().Nothing("Nothing goes out until a person lifts the fence.");
        company.When<FenceLifted>().Nothing("The runner and the doors of mail see it.");
        company.When<CustomersKept>().Nothing("Orders find them.");
        company.When<PracticeOpened>().Nothing("People come to work.");
        company.When<CustomerErased>().Later(e => new ForgetFiles(e.Customer, e.Files));
        company.When<CompactingDue>().Later(_ => new Compact());
        company.When<KeyAdded>().Nothing("The program may come in.");
        company.When<KeyRotated>().Nothing("Both secrets open until the old one ends.");
        company.When<WebhookAdded>().Nothing("Its deliveries begin with the next event.");
        company.When<WebhookRotated>().Nothing("Both secrets sign until the old one ends.");
        company.When<WebhookPaused>().Nothing("Its deliveries wait.");
        company.When<WebhookResumed>().Nothing("What happened meanwhile is sent.");
        company.When<WebhookEnded>().Nothing("Nothing more is sent there.");
        company.When<WebhookResent>().Nothing("The sender takes it.");
        company.When<WebhookGaveUp>().Nothing("It stands among the deliveries until someone sends it again.");
        company.When<KeyRevoked>().Nothing("The next request with it is refused.");
        company.When<WallPaired>().Nothing("The screen shows its boards.");
        company.When<WallCodeMistyped>().Nothing("The audit shows it; the fifth within ten minutes is the last.");
        company.When<WallChanged>().Nothing("The screen shows its boards as they are now.");
        company.When<WallRevoked>().Nothing("The clock ends it ten seconds later.");
        company.When<WallKept>().Nothing("The screen shows its boards as before.");
        company.When<WallEnded>().Nothing("The screen shows a code of its own again.");
        company.When<WallsCalled>().Nothing("The walls that listen do it.");
        company.When<SignedIn>().Nothing("The audit shows it.");
        company.When<SignInFailed>().Nothing("The audit shows it.");
        company.When<PermissionRefused>().Nothing("The audit shows it.");
        company.When<Exported>().Nothing("The audit shows it.");
        company.When<Looked>().Nothing("The audit shows it.");
        company.When<ChecksAsked>().Later(_ => new RunChecks());
        company.When<CheckBroken>().Later(e => new TellOperators(e.Check, e.First));
        company.When<CheckMended>().Nothing("The page of checks shows it.");
        company.When<PersonKept>().Nothing("Open screens look again at who they serve.");
        company.When<PersonDisabled>().Nothing("Their sessions ended with it; open screens close.");
        company.When<PersonEnabled>().Nothing("They may sign in again.");
        company.When<PersonPlaced>().Nothing("Open screens look again at who they serve.");
        company.When<RoleMade>().Nothing("It opens nothing yet.");
        company.When<RoleAllowed>().Nothing("Open screens of those who hold it look again.");
        company.When<RoleForbidden>().Nothing("Open screens of those who hold it look again.");
        company.When<RoleLimited>().Nothing("The next command asks the new limit.");
        company.When<RoleGiven>().Nothing("Open screens look again at who they serve.");
        company.When<RoleTaken>().Nothing("Open screens look again at who they serve.");
        company.When<DutiesSwitched>().Nothing("Pages say it while it lasts.");
        company.When<DutyPairSwitched>().Nothing("The next command asks the new pairs.");
        company.When<SessionEnded>().Nothing("Its open screens close.");
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
        company.When<PickGivenBack>().Nothing("The others see that nobody picks it.");
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
        company.When<ItemsKept>().Nothing("They are known now.");
        company.When<ItemReviewed>().Nothing("It is known now.");
        company.When<ChannelOpened>().Nothing("Orders can come by it.");
        company.When<ImportStarted>().Nothing("The import runner takes it.");
        company.When<ImportFinished>().Nothing("Its page says what became of each line.");
        company.When<LineMended>().Nothing("Its order was placed by the same command.");
    }

    static void Accounting(Consequences company)
    {
        company.When<InvoiceDrafted>().Nothing("It waits in the list to be issued.");
        company.When<InvoiceIssued>().Later(e => new MailInvoice(e.Invoice));
        company.When<InvoiceMailed>().Nothing("The invoice says when it went out.");
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

    static void Support(Consequences company)
    {
        company.When<MailArrived>().Nothing("The post makes a ticket of it, or says why not.");
        company.When<MailDropped>().Nothing("The rule stands beside the mail.");
        company.When<MailQuarantined>().Nothing("A supervisor sees it.");
        company.When<MailTriedAgain>().Nothing("The post takes it in anew.");
        company.When<TicketOpened>().Nothing("It waits in the queue.");
        company.When<CustomerWrote>().Nothing("It stands in the queue by its new due instant.");
        company.When<AcknowledgementWritten>().Later(e => new SendReply(e.Ticket, e.Message));
        company.When<TicketReplied>().Later(e => new SendReply(e.Ticket, e.Message));
        company.When<ReplySent>().Nothing("The message says that it left.");
        company.When<NoteAdded>().Nothing("Colleagues read it; it never leaves the house.");
        company.When<TicketKept>().Nothing("The others see that it is being answered.");
        company.When<TicketTaken>().Nothing("The others see whose it is.");
        company.When<TicketAssigned>().Nothing("The others see whose it is.");
        company.When<TicketStateChanged>().Nothing("Its clocks were set by the same command.");
        company.When<TicketMerged>().Nothing("The other ticket shows its messages.");
        company.When<OrderLinked>().Nothing("The order stands beside the conversation.");
        company.When<PrioritySet>().Nothing("Its clocks were set by the same command.");
        company.When<SlaWarned>().Nothing("The queue shows it in amber.");
        company.When<SlaMissed>().Nothing("The queue and the wall show it in red.");
    }
}
