using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>Recomputes everything that must always hold and names each violation; it never repairs.</summary>
public sealed class Verify(Database database, Departments departments, IServiceProvider services, TimeProvider clock)
{
    /// <param name="Key">The name of its class: what programs know it by.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Says">The sentence that should be true.</param>
    /// <param name="Ok">It is.</param>
    /// <param name="Checked">Rows looked at.</param>
    /// <param name="Violations">Each thing that is wrong.</param>
    /// <param name="Milliseconds">How long it took.</param>
    public sealed record Check(string Key, Words Name, Words Says, bool Ok, long Checked, Many<Violation> Violations, int Milliseconds);

    readonly Lazy<IReadOnlyList<Invariant>> all = new(() =>
        [.. departments.Types.Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Invariant))).OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => (Invariant)ActivatorUtilities.CreateInstance(services, t))]);

    /// <summary>The kernel's first, then each department's.</summary>
    public IReadOnlyList<Invariant> All => all.Value;

    public async Task<IReadOnlyList<Check>> Run()
    {
        var checks = new List<Check>();
        foreach (var invariant in All) checks.Add(await Run(invariant));
        return checks;
    }

    public async Task<Check> Run(Invariant invariant)
    {
        var started = clock.GetTimestamp();
        var found = await Look(invariant, null);
        return new(invariant.GetType().Name, invariant.Name, invariant.Says, found.IsWhole, found.Count, found.Violations, (int)clock.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>As <see cref="Run(Invariant)"/>, and which tables the check read: it needs no other run until one of them was touched.</summary>
    internal async Task<(Check Check, IReadOnlySet<string> Tables)> Watch(Invariant invariant)
    {
        var tables = new HashSet<string>();
        var found = await Look(invariant, tables);
        return (new(invariant.GetType().Name, invariant.Name, invariant.Says, found.IsWhole, found.Count, found.Violations, 0), tables);
    }

    // A check that meets a damaged page says so; the others go on.
    async Task<Checked> Look(Invariant invariant, HashSet<string>? tables)
    {
        try
        {
            using var reading = await database.Read();
            reading.Db.ReadTables = tables;
            return await invariant.Check(reading.Reader);
        }
        catch (Exception e) when (Damage.Is(e)) { return new(0, [new Violation($"This could not be checked, since the database's file is damaged where it reads: {Damage.Advice}.")]); }
    }
}
