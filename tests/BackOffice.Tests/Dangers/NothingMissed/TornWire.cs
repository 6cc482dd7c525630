using BackOffice.Kernel;

namespace BackOffice.Tests.Dangers.NothingMissed;

/// <summary>What the nodes say to each other on a bad day: a word is lost, said twice, comes late and out of order, or the wire is cut.</summary>
sealed class TornWire(int seed)
{
    readonly Lock gate = new();
    readonly Random chance = new(seed);
    readonly List<End> ends = [];
    readonly List<Action> late = [];
    volatile bool isCut;

    public bool IsCut { get => isCut; set => isCut = value; }
    public int Lost { get; private set; }
    public int Told { get; private set; }

    /// <summary>A node's end; it is the same after the node was started again.</summary>
    public INodeTalk Join()
    {
        var end = new End(this);
        lock (gate) ends.Add(end);
        return end;
    }

    void Tell(End from, Action<End> word)
    {
        var now = new List<Action>();
        lock (gate)
        {
            if (isCut || chance.Next(8) == 0) { Lost++; return; }
            Told++;
            now.AddRange(ends.Where(end => end != from).Select(end => (Action)(() => word(end))));
            if (chance.Next(5) == 0) now.AddRange([.. now]);
            if (chance.Next(4) == 0)
            {
                late.AddRange(now);
                return;
            }
            now.AddRange(late); // behind the newer one
            late.Clear();
        }
        foreach (var one in now) one();
    }

    sealed class End(TornWire wire) : INodeTalk
    {
        public void TellHead(long position) => wire.Tell(this, other => other.HeadCame?.Invoke(position));
        public void TellPresence(PresenceWord word) => wire.Tell(this, other => other.PresenceCame?.Invoke(word));
        public event Action<long>? HeadCame;
        public event Action<PresenceWord>? PresenceCame;
    }
}
