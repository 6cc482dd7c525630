using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>What was done to a row: <c>open</c>, <c>select</c>, or the <c>data-do</c> of one of its buttons.</summary>
public sealed record RowDeed<TRow>(TRow Row, string Deed, bool Shift);

public partial class LiveList<TRow>
{
    static readonly IReadOnlyDictionary<string, IReadOnlyList<Present>> nobody = new Dictionary<string, IReadOnlyList<Present>>();
    IReadOnlyDictionary<string, IReadOnlyList<Present>> present = nobody;
    bool isAsked;

    protected override async Task OnParametersSetAsync()
    {
        if (People is not null && !isAsked)
        {
            isAsked = true;
            Session.Presence.Changed += Moved;
            present = Session.Presence.Of(People);
        }
        // Another list (a filter, a page) is shown whole at once, whatever the hand does.
        isNew = isNew || !Of.Equals(shownOf);
        shownOf = Of;
        await Watching(Of);
        if (IsNotYours) (lines, latest, newcomers) = ([], [], 0);
    }

    protected override void Forget() => (latest, lines, newcomers, isNew) = ([], [], 0, true);

    protected override async Task Arrived(Snapshot snapshot)
    {
        var rows = await Renderer.Render(snapshot, Row, T);
        if (rows.Lacked(Me) is var missing && missing != lacks) (lacks, lines) = (missing, isHeld ? Array.ConvertAll(lines, line => LineOf(line.Shared, missing)) : []);
        latest = rows.Rows;
        if (isHeld && !isNew) Keep();
        else Settle();
        isNew = false;
    }

    // Rows keep their places: changed ones change where they are, gone ones stay struck through, new ones wait.
    void Keep()
    {
        var now = latest.ToDictionary(row => row.Id);
        for (var i = 0; i < lines.Length; i++) lines[i] = now.Remove(lines[i].Shared.Id, out var row) ? LineOf(row, lacks) : lines[i] with { IsGone = true };
        newcomers = now.Count;
    }

    void Settle()
    {
        // Of a hundred rows one has changed: what stands where it stood is left alone.
        if (lines.Length != latest.Length) Array.Resize(ref lines, latest.Length);
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].IsGone || lines[i].Shared != latest[i]) lines[i] = LineOf(latest[i], lacks);
        newcomers = 0;
    }

    void Held(ListHeldArgs e)
    {
        isHeld = e.Held;
        if (!isHeld) Settle();
    }

    // Someone came to a record of this kind, or left it.
    void Moved(string subject)
    {
        if (subject.Length > People!.Length && subject[People.Length] == ':' && subject.StartsWith(People, StringComparison.Ordinal)) Wake();
    }

    protected internal override Task Prepare()
    {
        if (People is not null) present = Session.Presence.Of(People);
        return base.Prepare();
    }

    string? ClassOf(Line line) => (line.IsGone, RowClass?.Invoke((TRow)line.Shared.Row)) switch
    {
        (true, { } more) => $"gonerow {more}",
        (true, null) => "gonerow",
        (false, var css) => css,
    };

    public override void Dispose()
    {
        base.Dispose();
        if (isAsked) Session.Presence.Changed -= Moved;
    }

    async Task Deed(RowDeedArgs e)
    {
        if (Array.Find(lines, line => line.Shared?.Id == e.Id) is { Shared: { } shared, IsGone: false }) await Do.InvokeAsync(new((TRow)shared.Row, e.Do, e.Shift));
    }

    Line LineOf(SharedRow row, string without) => new(row, row.For(without, People is not null), false);
}
