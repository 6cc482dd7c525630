namespace BackOffice.Ui;

/// <summary>
/// Neighbouring rows of a list, the unit that screens compare: of a hundred rows one changes or moves, and only the block that it
/// left and the block that it came to are looked at again. A block keeps its <paramref name="key"/> from version to version.
/// </summary>
/// <param name="key">What the block is known by on each screen.</param>
/// <param name="rows">At least one row, at most <see cref="Most"/>.</param>
/// <param name="gone">On a screen whose rows keep their places: which of them are in the list no more. Null if all are.</param>
sealed class RowBlock(object key, SharedRow[] rows, bool[]? gone = null)
{
    const int Usual = 10, Most = 20;

    public object Key { get; } = key;
    public SharedRow[] Rows { get; } = rows;

    public bool IsGone(int row) => gone is not null && gone[row];

    /// <summary>The same block with other rows; itself if they are the same ones.</summary>
    RowBlock With(SharedRow[] rows) => gone is null && Rows.AsSpan().SequenceEqual(rows) ? this : new(Key, rows);

    /// <summary>What a screen shows whose rows keep their places: each as it is now, and those that left struck through.</summary>
    public RowBlock Kept(Dictionary<string, SharedRow> now)
    {
        var (rows, left) = (new SharedRow[Rows.Length], new bool[Rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            left[i] = !now.Remove(Rows[i].Id, out var row);
            rows[i] = row ?? Rows[i];
        }
        return Array.TrueForAll(left, isGone => !isGone) ? With(rows) : new(Key, rows, left);
    }

    /// <summary>
    /// Rows in blocks, as like the blocks <paramref name="before"/> as can be. The longest run of rows whose order is as before stays
    /// in its blocks; a row that came or moved joins the block of the row above it. A block that grew too long is cut; when many
    /// have become short, all are made anew.
    /// </summary>
    public static RowBlock[] Of(SharedRow[] rows, RowBlock[]? before = null)
    {
        if (before is null or [] || rows.Length == 0) return Anew(rows);
        var blockAt = Places(rows, before);
        var blocks = new List<RowBlock>(before.Length + 1);
        for (int from = 0, until; from < rows.Length; from = until)
        {
            for (until = from + 1; until < rows.Length && blockAt[until] == blockAt[from]; until++) { }
            var old = before[blockAt[from]];
            if (until - from <= Most) blocks.Add(old.With(rows[from..until]));
            else blocks.AddRange(rows[from..until].Chunk(Usual).Select((chunk, i) => i == 0 ? old.With(chunk) : new RowBlock(new(), chunk)));
        }
        return blocks.Count > 2 + (rows.Length / 4) ? Anew(rows) : [.. blocks];
    }

    static RowBlock[] Anew(SharedRow[] rows) => [.. rows.Chunk(Usual).Select(chunk => new RowBlock(new(), chunk))];

    // For each row the block that it belongs to, never falling.
    static int[] Places(SharedRow[] rows, RowBlock[] before)
    {
        var known = new Dictionary<string, (int Place, int Block)>();
        for (var block = 0; block < before.Length; block++)
            foreach (var row in before[block].Rows) known.TryAdd(row.Id, (known.Count, block));

        // The longest rising run of old places: ends[n] is the row with which the best run of n + 1 rows ends, above[i] the one before it.
        var (places, above, ends) = (new int[rows.Length], new int[rows.Length], new List<int>());
        for (var i = 0; i < rows.Length; i++)
        {
            places[i] = known.TryGetValue(rows[i].Id, out var old) ? old.Place : -1;
            if (places[i] < 0) continue;
            var (low, high) = (0, ends.Count);
            while (low < high)
                if (places[ends[(low + high) / 2]] < places[i]) low = ((low + high) / 2) + 1;
                else high = (low + high) / 2;
            above[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count) ends.Add(i);
            else ends[low] = i;
        }
        var blocks = new int[rows.Length];
        Array.Fill(blocks, -1);
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = above[i]) blocks[i] = known[rows[i].Id].Block;
        var current = Array.Find(blocks, block => block >= 0) is var first and >= 0 ? first : 0;
        for (var i = 0; i < blocks.Length; i++) current = blocks[i] = blocks[i] < 0 ? current : blocks[i];
        return blocks;
    }
}
