using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.channel-opened", 1)]
public sealed record ChannelOpened(ChannelId Channel) : Event
{
    public override Words Says() => "Channel opened";
}

// A way by which orders come, with its walk-in customer. Opened again, it stays as it is.
[Needs(May.RunImports), Raises<ChannelOpened>]
public sealed record OpenChannel(string Code, string Name, string Currency) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Code.Length is 0 or > 40 || !Code.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'),
            "A channel's code has small letters, digits and hyphens only.");
        Refuse.If(!Money.IsCurrency(Currency), $"{Currency} is no currency; give three letters like GBP.");
        if (await work.All<Channel>().AnyAsync(c => c.Code == Code)) return;

        var location = await work.All<Location>().OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();
        var walkIn = new Customer { Id = work.New<CustomerId>(), Number = $"WALK-IN-{Code.ToUpperInvariant()}", Name = $"Walk-in customer ({Name})", IsWalkIn = true, CreatedAt = work.Now };
        var channel = new Channel { Id = work.New<ChannelId>(), Code = Code, Name = Name, Currency = Currency, WalkIn = walkIn.Id, Location = location };
        work.Add(walkIn);
        work.Add(channel);
        work.Raise(new ChannelOpened(channel.Id));
    }
}
