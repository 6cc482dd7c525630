using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace BackOffice.Ui;

/// <summary>The rows of one block on one screen. It is built again when the block is another one, or what the list says of all its rows.</summary>
sealed class BlockOfRows<TRow> : IComponent where TRow : class
{
    readonly RenderFragment build;
    RenderHandle handle;
    LiveList<TRow> list = null!;
    RowBlock block = null!;
    RowBlock? built;
    int version;

    public BlockOfRows() => build = Build;

    /// <summary>Puts a block into the markup of its list.</summary>
    public static void Put(RenderTreeBuilder builder, LiveList<TRow> list, RowBlock block)
    {
        builder.OpenComponent<BlockOfRows<TRow>>(0);
        builder.SetKey(block.Key);
        builder.AddComponentParameter(1, "List", list);
        builder.AddComponentParameter(2, "Block", block);
        builder.CloseComponent();
    }

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    // Read by hand: most times nothing is to be done, on each of ten blocks of a thousand screens.
    public Task SetParametersAsync(ParameterView parameters)
    {
        foreach (var parameter in parameters)
            if (parameter.Value is RowBlock given) block = given;
            else list = (LiveList<TRow>)parameter.Value;
        if (ReferenceEquals(block, built) && version == list.Version) return Task.CompletedTask;
        (built, version) = (block, list.Version);
        handle.Render(build);
        return Task.CompletedTask;
    }

    void Build(RenderTreeBuilder builder)
    {
        for (var i = 0; i < block.Rows.Length; i++) list.Put(builder, block.Rows[i], block.IsGone(i));
    }
}
