namespace BackOffice.Tests.Simulation;

/// <summary>All chance of one step, from its number: the same number is the same luck.</summary>
sealed class Luck(uint number)
{
    uint state = number * 2654435769u + 1;

    public int Next(int below)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (int)(state % (uint)below);
    }

    public bool OneIn(int n) => Next(n) == 0;

    public T Of<T>(params IReadOnlyList<T> all) => all[Next(all.Count)];

    /// <summary>Nearly always one that fits; now and then any, so that refusals are tried too. Null when there is none.</summary>
    public T? Pick<T>(IReadOnlyList<T> all, Func<T, bool> fits) where T : class
    {
        var some = OneIn(10) ? all : [.. all.Where(fits)];
        return some.Count == 0 ? null : some[Next(some.Count)];
    }
}
