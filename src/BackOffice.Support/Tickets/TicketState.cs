namespace BackOffice.Support;

/// <summary>Where a ticket stands. Snoozing is a wake time beside it, not a state.</summary>
public enum TicketState { New, Open, PendingCustomer, PendingInternal, Solved, Closed, Merged, Spam }
