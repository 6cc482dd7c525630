using BackOffice.Ui;

namespace BackOffice.Tests.Ui;

/// <summary>Blocks of rows: nothing lost or out of order, and what did not change is the same block.</summary>
public sealed class RowBlockTests
{
    static readonly SharedRow[] known = [.. Enumerable.Range(0, 400).Select(Row)];

    static SharedRow Row(int id) => new(id.ToString(System.Globalization.CultureInfo.InvariantCulture), new(), $"<td>{id}</td>");

    static SharedRow[] All(IEnumerable<RowBlock> blocks) => [.. blocks.SelectMany(block => block.Rows)];

    [Fact]
    public void A_row_that_moves_changes_the_block_it_left_and_the_block_it_came_to()
    {
        var before = RowBlock.Of(known[..100]);
        SharedRow[] rows = [.. known[..73], .. known[74..95], known[73], .. known[95..100]];
        var after = RowBlock.Of(rows, before);
        Assert.Equal(rows, All(after));
        Assert.Equal(before.Select(b => b.Key), after.Select(b => b.Key));
        Assert.Equal([7, 9], Enumerable.Range(0, 10).Where(i => !ReferenceEquals(before[i], after[i])));
    }

    [Fact]
    public void A_row_that_says_something_else_changes_its_block_alone()
    {
        var before = RowBlock.Of(known[..100]);
        SharedRow[] rows = [.. known[..100]];
        rows[42] = new("42", new(), "<td>other</td>");
        var after = RowBlock.Of(rows, before);
        Assert.Equal([4], Enumerable.Range(0, 10).Where(i => !ReferenceEquals(before[i], after[i])));
        Assert.Same(before[4].Key, after[4].Key);
        Assert.Same(rows[42], after[4].Rows[2]);
    }

    [Fact]
    public void Newcomers_on_top_fill_the_first_block_until_it_is_cut()
    {
        var blocks = RowBlock.Of(known[100..200]);
        for (var first = 99; first >= 0; first--)
        {
            var before = blocks;
            blocks = RowBlock.Of(known[first..(first + 100)], before);
            Assert.Equal(known[first..(first + 100)], All(blocks));
            Assert.All(blocks, block => Assert.InRange(block.Rows.Length, 1, 20));
            Assert.InRange(blocks.Count(block => !before.Contains(block)), 1, 4);
        }
    }

    [Fact]
    public void Whatever_happens_all_rows_are_there_in_their_order_in_blocks_of_different_keys()
    {
        var random = new Random(4);
        SharedRow[] rows = [.. known[..60]];
        var blocks = RowBlock.Of(rows);
        for (var turn = 0; turn < 500; turn++)
        {
            var next = rows.ToList();
            for (var i = random.Next(4); i > 0 && next.Count > 0; i--) next.RemoveAt(random.Next(next.Count));
            foreach (var row in known.Except(next).OrderBy(_ => random.Next()).Take(random.Next(5))) next.Insert(random.Next(next.Count + 1), row);
            if (turn % 50 is 49) next = [.. next.OrderBy(_ => random.Next())];
            if (turn % 90 is 89) next.Clear();
            (rows, blocks) = ([.. next], RowBlock.Of([.. next], blocks));
            Assert.Equal(rows, All(blocks));
            Assert.All(blocks, block => Assert.InRange(block.Rows.Length, 1, 20));
            Assert.Equal(blocks.Length, blocks.Select(block => block.Key).Distinct().Count());
            Assert.InRange(blocks.Length, 0, 2 + Math.Max(rows.Length / 4, rows.Length / 10 + 1));
        }
    }

    [Fact]
    public void Rows_that_keep_their_places_change_where_they_are_and_the_gone_ones_stay()
    {
        var block = RowBlock.Of(known[..3])[0];
        var other = new SharedRow("1", new(), "<td>other</td>");
        var now = new Dictionary<string, SharedRow> { ["0"] = known[0], ["1"] = other, ["9"] = known[9] };
        var kept = block.Kept(now);
        Assert.Same(block.Key, kept.Key);
        Assert.Equal([known[0], other, known[2]], kept.Rows);
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(kept.IsGone));
        Assert.Equal(["9"], now.Keys);

        var back = kept.Kept(new() { ["0"] = known[0], ["1"] = other, ["2"] = known[2] });
        Assert.All(Enumerable.Range(0, 3), i => Assert.False(back.IsGone(i)));
        Assert.Same(back, back.Kept(new() { ["0"] = known[0], ["1"] = other, ["2"] = known[2] }));
    }
}
