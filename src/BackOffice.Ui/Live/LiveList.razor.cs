using System.Text.RegularExpressions;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>What was done to a row: <c>open</c>, <c>select</c>, or the <c>data-do</c> of one of its buttons.</summary>
public sealed record RowDeed<TRow>(TRow Row, string Deed, bool Shift);

public partial class LiveList<TRow>
{
    protected override async Task OnParametersSetAsync()
    {
        // Another list (a filter, a page) is shown whole at once, whatever the hand does.
        isNew = isNew || !Of.Equals(shownOf);
        shownOf = Of;
        await Watching(Of);
        if (IsNotYours) (lines, latest, count, newcomers) = ([], [], 0, 0);
    }

    protected override async Task Arrived(Snapshot snapshot)
    {
        latest = await Renderer.Render(snapshot, Row, T);
        count = latest.Count;
        lacks = [.. latest.Take(3).SelectMany(row => Permissions().Matches(row.Html).Select(m => m.Groups[1].Value)).Distinct().Where(p => !Me.May(p)).Order(StringComparer.Ordinal)];
        if (isHeld && !isNew) Keep();
        else Settle();
        isNew = false;
    }

    // Rows keep their places: changed ones change where they are, gone ones stay struck through, new ones wait.
    void Keep()
    {
        var now = latest.ToDictionary(row => row.Id);
        lines = [.. lines.Select(line => now.Remove(line.Shared.Id, out var row) ? new Line(row, false) : line with { IsGone = true })];
        newcomers = now.Count;
    }

    void Settle()
    {
        lines = [.. latest.Select(row => new Line(row, false))];
        newcomers = 0;
    }

    void Held(ListHeldArgs e)
    {
        isHeld = e.Held;
        if (!isHeld) Settle();
    }

    async Task Deed(RowDeedArgs e)
    {
        if (lines.Find(line => line.Shared.Id == e.Id) is { Shared: { } shared, IsGone: false }) await Do.InvokeAsync(new((TRow)shared.Row, e.Do, e.Shift));
    }

    [GeneratedRegex("data-may=\"([^\"]+)\"")]
    private static partial Regex Permissions();
}
