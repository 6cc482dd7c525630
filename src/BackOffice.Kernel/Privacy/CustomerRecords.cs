namespace BackOffice.Kernel;

/// <summary>
/// What one department keeps about a customer: it gives it out, blanks what the law does not want kept, and knows which files its
/// rows still name. A department that keeps a name, an address or a customer's words has one.
/// </summary>
public abstract class CustomerRecords
{
    /// <summary>Everything personal, as rows and files.</summary>
    public abstract Task Export(Reader reader, Customer customer, PersonalExport export);

    /// <summary>Blanks inside the command's transaction, and says in the report what and how much; refuses while something is still going on.</summary>
    public abstract Task Erase(Work work, Customer customer, Erasure erasure);

    /// <summary>Whether a row of this department names the file: then it stays.</summary>
    public virtual Task<bool> Names(Reader reader, string hash) => Task.FromResult(false);
}
