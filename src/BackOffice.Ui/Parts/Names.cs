using System.Collections.Concurrent;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>What people are called, for faces: a small list that rows may ask without a query of their own.</summary>
public sealed class Names
{
    readonly ConcurrentDictionary<PersonId, string> known = new();

    public string? Of(PersonId id) => known.GetValueOrDefault(id);

    public void Know(PersonId id, string name) => known[id] = name;
}
