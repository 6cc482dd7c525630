namespace BackOffice.Kernel;

/// <summary>Deletes files of an erased customer that no row names any more. The same file may belong to someone else's mail: then it stays.</summary>
[Errand("portal.forget-files")]
public sealed record ForgetFiles(CustomerId Customer, Many<string> Hashes) : Errand
{
    public override async Task<ICommand?> Run(World world)
    {
        var departments = world.Get<Departments>().All.Select(d => d.CustomerRecords).OfType<CustomerRecords>().ToList();
        using var reading = await world.Open();
        foreach (var hash in Hashes)
        {
            var isNamed = false;
            foreach (var records in departments) isNamed = isNamed || await records.Names(reading.Reader, hash);
            if (!isNamed) await world.Files.Delete(hash);
        }
        return null;
    }
}
