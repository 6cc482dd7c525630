using System.Security.Claims;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// One open screen of one person (a circuit): who it is now, in which language, and the door for their commands. After a
/// command the screen's own views have reached what it did.
/// </summary>
public sealed class Session(Access access, Commands commands, LiveViews views, Presence presence, Database database, TimeProvider clock, AuditNotes notes) : IDisposable
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
    public bool IsHidden { get; private set; }
    public Presence Presence => presence;
    public TimeProvider Clock => clock;
    /// <summary>The accounting day, in the company's zone.</summary>
    public DateOnly Today => database.Company.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>Raised on any thread when the person's permissions changed (or they may no longer be here).</summary>
    public event Action? Changed;
    /// <summary>Raised when the tab is looked at again.</summary>
    public event Action? Seen;

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

    public void See(bool seen)
    {
        IsHidden = !seen;
        if (seen) Seen?.Invoke();
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

    /// <summary>Reads a view once, without watching it.</summary>
    public Task<T> Read<T>(View<T> view)
    {
        _ = notes.Looks(Me, view);
        return views.Read(view, Me.Reach);
    }

    public Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view) where TRow : class
    {
        _ = notes.Looks(Me, view);
        return views.Read(view, Me.Reach);
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
    }

    async Task LookAgain()
    {
        if (!IsSignedIn) return;
        Me = await access.Of(Me.Id) is { } fresh ? fresh with { Origin = origin } : nobody;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        if (told is not null) access.Changed -= told;
        lock (gate)
        {
            foreach (var watch in watches) watch.Dispose();
            watches.Clear();
        }
    }
}
