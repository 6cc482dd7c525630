namespace BackOffice.Fulfillment;

[Event("fulfillment.import-started", 1)]
public sealed record ImportStarted(ImportId Import) : Event
{
    public override Words Says() => "Import asked for";
}

/// <summary>A file of an import, kept already: its name as people know it and the hash of its content.</summary>
public sealed record KeptFile(string Name, string Hash);

public sealed record StartedImport(ImportId Import);

// Asks for the reading of order files that are kept already; the work itself is a job of many commands.
[Needs(May.RunImports), Raises<ImportStarted>]
public sealed record StartImport(string Name, string Profile, string Channel, Many<KeptFile> Files) : Command<StartedImport>
{
    public override async Task<StartedImport> Run(Work work)
    {
        Refuse.If(Files.Count is 0 or > 200, "Choose between 1 and 200 files.");
        Refuse.If(ImportProfile.Named(Profile) is null, $"There is no profile {Profile}; the profiles are {ImportProfile.Names}.");
        await Intakes.Channel(work, Channel);

        var import = new Import
        {
            Id = work.New<ImportId>(),
            Name = Name.Trim() is { Length: > 0 and <= 120 } name ? name : Files[0].Name,
            Profile = Profile,
            Channel = Channel,
            CreatedAt = work.Now,
            CreatedBy = work.Actor.Id,
            CreatedByName = work.Actor.Name,
        };
        foreach (var file in Files)
            import.Files.Add(new ImportFile { Id = work.New<ImportFileId>(), Import = import.Id, Position = import.Files.Count + 1, Name = file.Name.Length > 200 ? file.Name[..200] : file.Name, Hash = file.Hash });
        work.Add(import);
        work.Raise(new ImportStarted(import.Id));
        return new(import.Id);
    }
}
