namespace BackOffice.Kernel;

/// <summary>The database was made by a newer version of the portal; this one does not touch it.</summary>
public sealed class NewerSchema(string migration)
    : Exception($"This database was made by a newer version of BackOffice (it has {migration}); start that version, or restore a backup of before.");
