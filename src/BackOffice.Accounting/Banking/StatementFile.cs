namespace BackOffice.Accounting;

/// <summary>A bank's file as read and checked, before anything of it is booked.</summary>
public sealed record StatementFile(Many<ReadStatement> Statements);

/// <summary>One statement of one account: opening + Σ entries = closing, or the reader refuses the file.</summary>
public sealed record ReadStatement(
    string Id, string Account, string Currency, string? Owner, DateOnly OpenedOn, long OpeningMinor, DateOnly ClosedOn, long ClosingMinor,
    Many<ReadEntry> Entries);

/// <summary>One movement on the account, at transaction level; money in is positive. <paramref name="Line"/>: its place in the file.</summary>
public sealed record ReadEntry(
    long AmountMinor, DateOnly BookedOn, DateOnly ValueOn, string? BankReference, string? EndToEndId, string? CreditorReference, string Text,
    string? Party, string? PartyAccount, int Line);
