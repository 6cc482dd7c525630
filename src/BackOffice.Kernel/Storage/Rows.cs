namespace BackOffice.Kernel;

/// <summary>How far the ids of a kind have been handed out.</summary>
public sealed class IdBlock
{
    public required string Kind { get; init; }
    public long Next { get; init; }
}

/// <summary>The last number of a gapless series in a year: taken last, given back by a rollback.</summary>
public sealed class Series
{
    public required string Name { get; init; }
    public int Year { get; init; }
    public long Last { get; init; }
}

/// <summary>A row that a command locks to guard a rule over several roots.</summary>
public sealed class NamedLock
{
    public required string Name { get; init; }
    public int Version { get; init; }
}

/// <summary>What a person has typed and not yet sent, by record and kind of form.</summary>
public sealed class Draft
{
    public PersonId Person { get; init; }
    public required string Subject { get; init; }
    public required string Kind { get; init; }
    [LongText] public string Content { get; internal set; } = "";
    public DateTime At { get; internal set; }
}

/// <summary>One term under which the palette finds a record.</summary>
public sealed class LookupRow
{
    public required string Kind { get; init; }
    public long Subject { get; init; }
    public required string Term { get; init; }
    public required string Title { get; init; }
    public required string Detail { get; init; }
    public required string Href { get; init; }
    /// <summary>Whose record it is, where a row rule asks that; and at which place.</summary>
    public PersonId? Owner { get; init; }
    public long? Place { get; init; }
}

/// <summary>A command that the clock sends when its time has come.</summary>
public sealed class Due
{
    public required string Key { get; init; }
    public DateTime At { get; init; }
    public required string Command { get; init; }
    [LongText] public required string Content { get; init; }
}

/// <summary>The bytes of a file where files live in the database (SQL Server); named by their SHA-256.</summary>
public sealed class StoredFile
{
    public required string Hash { get; init; }
    public required byte[] Content { get; init; }
}
