namespace BackOffice.Web.Keys;

/// <summary>A secret as its maker sees it, once; it lives in the screen and nowhere else.</summary>
public sealed record ShownKey(string Name, string Secret, DateTime? OldUntil = null);
