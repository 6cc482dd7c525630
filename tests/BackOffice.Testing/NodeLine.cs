using BackOffice.Kernel;

namespace BackOffice.Testing;

/// <summary>The nodes' talk without a server: what one says the others hear at once, unless the line is cut.</summary>
public sealed class NodeLine
{
    readonly List<Ear> ears = [];

    /// <summary>While cut, words are lost.</summary>
    public bool IsCut { get; set; }
    public int Heads { get; private set; }

    public INodeTalk Join()
    {
        var ear = new Ear(this);
        lock (ears) ears.Add(ear);
        return ear;
    }

    void Say(Ear from, Action<Ear> word)
    {
        if (IsCut) return;
        Ear[] others;
        lock (ears) others = [.. ears.Where(ear => ear != from)];
        foreach (var other in others) word(other);
    }

    sealed class Ear(NodeLine line) : INodeTalk
    {
        public event Action<long>? HeadCame;
        public event Action<PresenceWord>? PresenceCame;

        public void TellHead(long position)
        {
            line.Heads++;
            line.Say(this, ear => ear.HeadCame?.Invoke(position));
        }

        public void TellPresence(PresenceWord word) => line.Say(this, ear => ear.PresenceCame?.Invoke(word));
    }
}
