namespace BackOffice.Ui;

/// <summary>One tab: its words, its address, how much lies there, and whether it is the open one.</summary>
public sealed record Tab(string Text, string Href, bool IsOn = false, int? Count = null, bool IsHot = false);
