using System.Security.Claims;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// One open screen of one person (a circuit): who it is now, in which language, and the door for their commands. After a
/// command the screen's own views have reached what it did.
/// </summary>
public sealed class Session(Access access, OpenSessions sessions, Commands commands, LiveViews views, Presence presence, Database database, LiveMetrics metrics, TimeProvider clock, AuditNotes notes, Needed needed) : IDisposable
{
    /// <summary>The claim that names the person.</summary>
    public const string PersonClaim = "person";
    /// <summary>The claim that names the session: the row that ends when the person signs out, anywhere.</summary>
    public const string SessionClaim = "session";
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);
    static readonly Actor nobody = new(default, "", ActorKind.Person, new HashSet<string>(), [], Reach.Everything);

    readonly HashSet<Watch> watches = [];
    readonly Lock gate = new();
    Action? told;
    string? origin;
    ITimer? end;
    // As the open screen last heard: a read may have seen newer rights before.
    Actor heard = nobody;

    public Actor Me { get; private set; } = nobody;
    public Texts T { get; private set; } = Texts.English;
    public bool IsSignedIn => Me.Id != default;
    /// <summary>The session of this browser; null only where none is needed (tests of pages).</summary>
    public PersonSessionId? Id { get; private set; }
    /// <summary>Who was signed in when the screen was opened.</summary>
    public PersonId? Was { get; private set; }
    /// <summary>Why nobody is signed in here any more.</summary>
    public SessionEnd? Ended { get; private set; }
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
        Id = SessionOf(user);
        Me = PersonOf(user) is { } person && await access.Of(person) is { } actor ? actor with { Origin = origin } : nobody;
        (Was, heard) = (IsSignedIn ? Me.Id : null, Me);
        if (told is null)
        {
            access.Changed += told = () => _ = LookAgain();
            sessions.Changed += told;
        }
        await LookAtSession();
    }

    public static PersonSessionId? SessionOf(ClaimsPrincipal? user) => Ids.Parse<PersonSessionId>(user?.FindFirst(SessionClaim)?.Value);

    /// <summary>The browser came back with another cookie: of the same person it goes on, under the new session.</summary>
    public async Task<bool> GoesOnAs(ClaimsPrincipal user)
    {
        if (!IsSignedIn) return false;
        // Nobody any more: this screen may be the first to hear of it, so it looks why.
        if (PersonOf(user) is null)
        {
            await LookAtSession();
            if (IsSignedIn && await access.Of(Me.Id) is null) Ended = SessionEnd.Disabled;
        }
        if (PersonOf(user) != Me.Id) return false;
        Id = SessionOf(user);
        await LookAtSession();
        return IsSignedIn;
    }

    /// <summary>The person did something: the session is not idle.</summary>
    public void Act()
    {
        if (IsSignedIn && Id is { } id && sessions.Seen(id)) _ = commands.Send(new SeeSession(id), Me);
    }

    // Ends the screen with its session; else looks again when the session would end by itself.
    async Task LookAtSession()
    {
        if (!IsSignedIn || Id is not { } id) return;
        if (await sessions.EndOf(id, Me.Id) is { } ended)
        {
            (Me, Ended) = (nobody, ended);
            // What ended by the clock is written down by whoever sees it first.
            if (ended is SessionEnd.Idle or SessionEnd.TooLong) _ = commands.Send(new EndSession(id, ended), Actor.House(HouseActor.Clock));
        }
        else if (sessions.EndsAt(id) is { } at)
        {
            var wait = at - clock.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(50);
            end ??= clock.CreateTimer(_ => _ = LookAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            end.Change(wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait, Timeout.InfiniteTimeSpan);
        }
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
        if (await HasEnded() is { } no) return new(no, 0);
        var outcome = await commands.Send(command, Me, id);
        if (outcome.Ok) await CatchUp(outcome.Position);
        return outcome;
    }

    public async Task<Outcome<T>> Send<T>(Command<T> command, string? id = null)
    {
        if (await HasEnded() is { } no) return new(no, 0, default);
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
        if (!MaySee(view)) throw new RefusedException(Needed.No(view.GetType()));
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

    // A screen that has not heard yet that its session ended sends nothing more all the same.
    async Task<Refusal?> HasEnded()
    {
        Act();
        if (Ended is null && (Id is not { } id || await sessions.EndOf(id, Me.Id) is null)) return null;
        return new(Refusal.SignedOut, "You are signed out here, so nothing was done. Sign in again; what you typed is kept.");
    }

    async Task LookAgain()
    {
        if (!IsSignedIn) return;
        var fresh = await access.Of(Me.Id);
        Me = fresh is null ? nobody : fresh with { Origin = origin };
        if (fresh is null) Ended = SessionEnd.Disabled;
        await LookAtSession();
        if (IsSignedIn && heard.IsSameAs(Me)) return;
        heard = Me;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        Pulse.Dispose();
        end?.Dispose();
        if (told is not null)
        {
            access.Changed -= told;
            sessions.Changed -= told;
        }
        lock (gate)
        {
            foreach (var watch in watches) watch.Dispose();
            watches.Clear();
        }
    }
}
