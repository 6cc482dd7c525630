using System.Collections.Concurrent;

namespace BackOffice.Kernel;

/// <summary>
/// Hands out ids in blocks of 1,024 per kind, leased ahead in their own statement; gaps are allowed. A block belongs to
/// this process as soon as its transaction has committed.
/// </summary>
sealed class IdAllocator(IWriter writer)
{
    public const int BlockSize = 1024;
    public const long First = 1001;

    readonly ConcurrentDictionary<string, Block> blocks = new();

    sealed class Block
    {
        public long Next, End;
        public long NextStart, NextEnd;
        public bool Leasing;
    }

    /// <summary>The next id of a kind; throws <see cref="NeedsBlock"/> when none is in stock.</summary>
    public long Next(string kind)
    {
        var block = blocks.GetOrAdd(kind, _ => new());
        lock (block)
        {
            if (block.Next >= block.End)
            {
                if (block.NextEnd == 0) throw new NeedsBlock(kind);
                (block.Next, block.End, block.NextStart, block.NextEnd) = (block.NextStart, block.NextEnd, 0, 0);
            }
            if (block.NextEnd == 0 && !block.Leasing && block.End - block.Next < BlockSize / 2)
            {
                block.Leasing = true;
                _ = Lease(kind);
            }
            return block.Next++;
        }
    }

    public async Task Lease(string kind)
    {
        var block = blocks.GetOrAdd(kind, _ => new());
        try
        {
            var start = await writer.Chore(writing => Task.FromResult(Take(writing, kind)));
            lock (block)
            {
                if (block.NextEnd == 0) (block.NextStart, block.NextEnd) = (start, start + BlockSize);
            }
        }
        finally
        {
            lock (block) block.Leasing = false;
        }
    }

    static long Take(Writing writing, string kind)
    {
        if (writing.Execute("UPDATE \"IdBlocks\" SET \"Next\" = \"Next\" + @size WHERE \"Kind\" = @kind", ("@size", (long)BlockSize), ("@kind", kind)) == 0)
            writing.Execute("INSERT INTO \"IdBlocks\" (\"Kind\", \"Next\") VALUES (@kind, @next)", ("@kind", kind), ("@next", First + BlockSize));
        return Convert.ToInt64(writing.Scalar("SELECT \"Next\" FROM \"IdBlocks\" WHERE \"Kind\" = @kind", ("@kind", kind))) - BlockSize;
    }
}

/// <summary>The pipeline leases a block and runs the command again; nothing of the first try is kept.</summary>
sealed class NeedsBlock(string kind) : Exception
{
    public string Kind { get; } = kind;
}
