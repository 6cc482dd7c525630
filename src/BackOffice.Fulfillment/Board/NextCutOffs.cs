using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>
/// The next four cut-offs with the orders that must leave by each, and when they will be packed at the pace of the last hour.
/// They are packed in this order, so what leaves earlier is reckoned in.
/// </summary>
[Needs(May.SeeBoard)]
public sealed record NextCutOffs : View<Many<NextCutOffs.CutOff>>
{
    /// <param name="At">The cut-off (UTC).</param>
    /// <param name="Orders">Orders that have not gone.</param>
    /// <param name="ToPack">Those of them that can be packed and are not.</param>
    /// <param name="Blocked">Those on hold, or with goods that are not there.</param>
    /// <param name="Pace">How many are left to pack up to this cut-off, earlier ones too, and when that is done; null when nothing is.</param>
    public sealed record CutOff(DateTime At, int Orders, int ToPack, int Blocked, TilePace? Pace);

    internal static readonly OrderStage[] Working = [OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack, OrderStage.ToDispatch, OrderStage.ToAllocate];

    /// <summary>What stands between an order and its parcel is work alone: it is neither held nor waiting for goods.</summary>
    internal static readonly OrderStage[] Packable = [OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack];

    public override async Task<Many<CutOff>> Read(Reader reader)
    {
        var next = await reader.Orders.IgnoreAutoIncludes().Where(o => Working.Contains(o.Stage) && o.ShipBy != null).GroupBy(o => o.ShipBy).OrderBy(g => g.Key).Take(4).Select(g => new
        {
            At = g.Key!.Value,
            Orders = g.Count(),
            ToPack = g.Count(o => Packable.Contains(o.Stage) && o.OpenHoldCount == 0),
            Blocked = g.Count(o => o.OpenHoldCount > 0 || o.Stage == OrderStage.ToAllocate),
        }).ToListAsync();
        var pace = await PackingPace.Read(reader);
        return next.Select((c, i) => new CutOff(c.At, c.Orders, c.ToPack, c.Blocked, c.ToPack == 0 ? null : PackingPace.Tile(pace, next.Take(i + 1).Sum(earlier => earlier.ToPack)))).ToMany();
    }
}
