using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>The places at which someone can work: who works at one sees that one (see <see cref="PlacePerson"/>).</summary>
[Needs(Kernel.May.ManagePeople)]
public sealed record WorkPlaces : View<Many<WorkPlaces.Row>>
{
    public sealed record Row(LocationId Id, string Name);

    public override async Task<Many<Row>> Read(Reader reader) => (await reader.Locations.OrderBy(l => l.Id).Take(200).Select(l => new Row(l.Id, l.Name)).ToListAsync()).ToMany();
}
