namespace BackOffice.Kernel;

/// <summary>
/// The company on one page: what each event sets off. <c>Then</c> is part of the same transaction and may not refuse;
/// <c>Later</c> is an errand after the commit; <c>Nothing</c> says on purpose that nothing follows.
/// </summary>
public sealed class Consequences
{
    readonly Dictionary<Type, Entry> entries = [];

    /// <summary>Consequences of consequences of consequences …; a test walks the table and asserts it.</summary>
    public const int MostDepth = 5;

    public Line<TEvent> When<TEvent>() where TEvent : Event => new(Of(typeof(TEvent)));

    internal Entry Of(Type type) => entries.TryGetValue(type, out var entry) ? entry : entries[type] = new(type);
    internal Entry? Find(Type type) => entries.GetValueOrDefault(type);
    internal IEnumerable<Entry> All => entries.Values;

    internal sealed class Entry(Type type)
    {
        public Type Event { get; } = type;
        public List<(Type Command, Func<Event, ICommand?> Make)> Then { get; } = [];
        public List<(Type Errand, Func<Event, Errand?> Make)> Later { get; } = [];
        public string? Nothing { get; set; }
    }

    public sealed class Line<TEvent> where TEvent : Event
    {
        readonly Entry entry;
        internal Line(Entry entry) => this.entry = entry;

        public Line<TEvent> Then<TCommand>(Func<TEvent, TCommand?> make) where TCommand : class, ICommand
        {
            entry.Then.Add((typeof(TCommand), e => make((TEvent)e)));
            return this;
        }

        public Line<TEvent> Later<TErrand>(Func<TEvent, TErrand?> make) where TErrand : Errand
        {
            entry.Later.Add((typeof(TErrand), e => make((TEvent)e)));
            return this;
        }

        public void Nothing(string because) => entry.Nothing = because;
    }
}
