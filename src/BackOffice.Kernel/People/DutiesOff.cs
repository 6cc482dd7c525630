using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Whether duties are not kept apart, since when, by whom and why: said on every page where it matters.</summary>
[ForEveryone("Everyone may know that nobody looks over a colleague's shoulder.")]
public sealed record DutiesOff : View<DutiesOff.Value>
{
    public sealed record Value(bool AreOff, string? By = null, DateTime? SinceAt = null, string Reason = "");

    public override async Task<Value> Read(Reader reader)
    {
        if (await reader.All<AccessPolicy>().FirstOrDefaultAsync() is not { IsSmallCompany: true } policy) return new(false);
        return new(true, await reader.All<Person>().IgnoreAutoIncludes().Where(p => p.Id == policy.By).Select(p => p.Name).FirstOrDefaultAsync(), policy.SinceAt, policy.Reason);
    }
}
