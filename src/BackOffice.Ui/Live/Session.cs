using System.Security.Claims;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// One open screen of one person (a circuit): who it is now, in which language, and the door for their commands. After a
/// command the screen's own views have reached what it did.
/// </summary>
public sealed class Session(Access access, Commands commands, LiveViews views, Presence presence, Database database, LiveMetrics metrics, TimeProvider clock, AuditNotes notes, Needed needed) : IDisposable
{
    /// <summary>The claim that names the person.</summary>
    public const string PersonClaim = "person";
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);
    static readonly Actor nobody = new(default, "", ActorKind.Person, new HashSet<string>(), [], Reach.Everything);

    readonly HashSet<Watch> watches = [];
    readonly Lock gate = new();
    Action? told;
    string? origin;

    public Actor Me { get; private set; } = nobody;
    public Texts T { get; private set; } = Texts.English;
    public bool IsSignedIn => Me.Id != default;
    /// <summary>Names this screen for presence.</summary>
    public string Screen { get; } = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    /// <summary>A hidden tab renders nothing; it catches up when it is looked at.</summary>
    public bool IsHidden => Pulse.IsHidden;
    internal Pulse Pulse { get; } = new(metrics);
    internal LiveMetrics Metrics => metrics;
    public Presence Presence => presence;
    public TimeProvider Clock => clock;
    /// <summary>The accounting day, in the company's zone.</summary>
    public DateOnly Today => database.Company.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>Raised on any thread when the person's permissions changed (or they may no longer be here).</summary>
    public event Action? Changed;

    public static PersonId? PersonOf(ClaimsPrincipal? user) => Ids.Parse<PersonId>(user?.FindFirst(PersonClaim)?.Value);

    /// <param name="user">Who the browser says it is: only the name is believed.</param>
    /// <param name="language">"en" or "es".</param>
    /// <param name="from">From where, for the log; see <see cref="Origins"/>.</param>
    public async Task Begin(ClaimsPrincipal user, string? language, string? from = null)
    {
        origin = from;
        T = Texts.In(language);
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = T.Culture;
        Me = PersonOf(user) is { } person && await access.Of(person) is { } actor ? actor with { Origin = origin } : nobody;
        if (told is null) access.Changed += told = () => _ = LookAgain();
    }

    /// <summary>Told by the browser whether the tab can be seen.</summary>
    public void See(bool seen) => Pulse.See(seen);

    /// <summary>The browser cannot be reached (a closed laptop, a lost network): until it is back this screen is nowhere.</summary>
    public bool IsAway { get; private set; }

    public void GoAway(bool away)
    {
        IsAway = away;
        if (away) presence.Leave(Screen);
    }

    /// <summary>Sends as this person. The same <paramref name="id"/> again does nothing.</summary>
    public async Task<Outcome> Send(ICommand command, string? id = null)
    {
        var outcome = await commands.Send(command, Me, id);
        if (outcome.Ok) await CatchUp(outcome.Position);
        return outcome;
    }

    public async Task<Outcome<T>> Send<T>(Command<T> command, string? id = null)
    {
        var outcome = await commands.Send(command, Me, id);
        if (outcome.Ok) await CatchUp(outcome.Position);
        return outcome;
    }

    /// <summary>Whether what a view shows is this person's to see. One that is open to everyone still wants somebody.</summary>
    public bool MaySee(IView view) => needed.By(view.GetType()) is { } permission ? Me.May(permission) : IsSignedIn;

    /// <summary>Whether a page is this person's to open.</summary>
    public bool MayOpen(Type page) => needed.By(page) is not { } permission || IsSignedIn && Me.May(permission);

    /// <summary>Reads a view once, without watching it; refuses what is not theirs to see.</summary>
    public async Task<T> Read<T>(View<T> view)
    {
        await Allow(view);
        _ = notes.Looks(Me, view);
        return await views.Read(view, Me.Reach);
    }

    public async Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view) where TRow : class
    {
        await Allow(view);
        _ = notes.Looks(Me, view);
        return await views.Read(view, Me.Reach);
    }

    // Asked of the person as they are now, not as the screen remembers them.
    async Task Allow(IView view)
    {
        if (IsSignedIn && await access.Of(Me.Id) is { } fresh) Me = fresh with { Origin = origin };
        if (!MaySee(view)) throw new RefusedException(Needed.No(view.GetType()));
    }

    internal Watch Watch(IView view, Action changed)
    {
        _ = notes.Looks(Me, view);
        var watch = views.Watch(view, Me.Reach, changed);
        lock (gate) watches.Add(watch);
        return watch;
    }

    internal void Leave(Watch watch)
    {
        lock (gate) watches.Remove(watch);
        watch.Dispose();
    }

    // Quiet commands have no position and nothing to wait for.
    async Task CatchUp(long position)
    {
        if (position == 0) return;
        Watch[] mine;
        lock (gate) mine = [.. watches];
        await Task.WhenAll(mine.Select(watch => watch.Reach(position, patience)));
        // The person who did it does not wait for the next pulse.
        await Pulse.Now();
    }

    async Task LookAgain()
    {
        if (!IsSignedIn) return;
        Me = await access.Of(Me.Id) is { } fresh ? fresh with { Origin = origin } : nobody;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        Pulse.Dispose();
        if (told is not null) access.Changed -= told;
        lock (gate)
        {
            foreach (var watch in watches) watch.Dispose();
            watches.Clear();
        }
    }
}
