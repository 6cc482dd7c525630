using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace BackOffice.Ui;

/// <summary>What was done to a row: <c>open</c>, <c>select</c>, or the <c>data-do</c> of one of its buttons.</summary>
public sealed record RowDeed<TRow>(TRow Row, string Deed, bool Shift);

public partial class LiveList<TRow>
{
    static readonly IReadOnlyDictionary<string, IReadOnlyList<Present>> nobody = new Dictionary<string, IReadOnlyList<Present>>();
    IReadOnlyDictionary<string, IReadOnlyList<Present>> present = nobody;
    readonly HashSet<(string Row, string Deed)> running = [];
    bool isAsked;

    /// <summary>Is another when something may be new in every row: the page said something, somebody came to a record, what the person lacks.</summary>
    internal int Version { get; private set; }

    protected override async Task OnParametersSetAsync()
    {
        Version++;
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
        if (IsNotYours) (blocks, latest, newcomers) = ([], null, 0);
    }

    protected override void Forget() => (latest, blocks, newcomers, isNew) = (null, [], 0, true);

    protected override async Task Arrived(Snapshot snapshot)
    {
        latest = await Renderer.Render(snapshot, Row, T);
        if (latest.Lacked(Me) is var missing && missing != lacks) (lacks, Version) = (missing, Version + 1);
        if (isHeld && !isNew) Keep(latest.Rows);
        else Settle();
        isNew = false;
    }

    // Rows keep their places: changed ones change where they are, gone ones stay struck through, new ones wait.
    void Keep(SharedRow[] rows)
    {
        var now = rows.ToDictionary(row => row.Id);
        blocks = Array.ConvertAll(blocks, block => block.Kept(now));
        newcomers = now.Count;
    }

    void Settle() => (blocks, newcomers) = (latest?.Blocks ?? [], 0);

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
        if (People is not null && Session.Presence.Of(People) is var now && !ReferenceEquals(now, present)) (present, Version) = (now, Version + 1);
        return base.Prepare();
    }

    void Rows(RenderTreeBuilder builder)
    {
        foreach (var block in blocks) BlockOfRows<TRow>.Put(builder, this, block);
    }

    /// <summary>One row into the markup of its block.</summary>
    internal void Put(RenderTreeBuilder builder, SharedRow row, bool isGone)
    {
        builder.OpenElement(0, "tr");
        builder.SetKey(row.Id);
        builder.AddAttribute(1, "data-id", row.Id);
        if (Href is not null) builder.AddAttribute(2, "data-href", Href((TRow)row.Row));
        if (ClassOf(row, isGone) is { } css) builder.AddAttribute(3, "class", css);
        if (present.Count == 0 || !present.TryGetValue(row.Id, out var here)) builder.AddContent(4, row.For(lacks, People is not null));
        else
        {
            builder.AddContent(5, row.For(lacks));
            builder.OpenElement(6, "td");
            builder.AddAttribute(7, "class", "with");
            builder.OpenComponent<FacesOf>(8);
            builder.AddComponentParameter(9, nameof(FacesOf.People), here);
            builder.AddComponentParameter(10, nameof(FacesOf.T), T);
            builder.CloseComponent();
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    string? ClassOf(SharedRow row, bool isGone) => (isGone, RowClass?.Invoke((TRow)row.Row)) switch
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
        foreach (var block in blocks)
            if (Array.FindIndex(block.Rows, row => row.Id == e.Id) is var at and >= 0 && !block.IsGone(at)) { await Once((TRow)block.Rows[at].Row, e); return; }
    }

    // Pressed twice, done once: the second would only be told that it is done already. Selecting again takes it back.
    async Task Once(TRow row, RowDeedArgs e)
    {
        if (e.Do is not "select" && !running.Add((e.Id, e.Do))) return;
        try { await Do.InvokeAsync(new(row, e.Do, e.Shift)); }
        finally { running.Remove((e.Id, e.Do)); }
    }
}
