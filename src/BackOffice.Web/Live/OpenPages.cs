using System.Collections.Concurrent;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>
/// How many pages (circuits) of each person are open on this node: bounded, since each keeps memory. One more says so instead of
/// opening; a program that opens circuits and does not read that is cut off at twice as many.
/// </summary>
sealed class OpenPages(SignInSettings signIn) : IHubFilter
{
    readonly ConcurrentDictionary<PersonId, int> pages = new(), connections = new();

    public int Most => signIn.PagesAtOnce;

    internal bool Comes(PersonId person) => Comes(pages, person, Most);
    internal void Goes(PersonId person) => Goes(pages, person);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var isOver = PersonOf(context) is { } person && !Comes(connections, person, Most * 2);
        if (!isOver) { await next(context); return; }
        context.Context.Items[typeof(OpenPages)] = true;
        throw new HubException("This person has too many pages open already.");
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (PersonOf(context) is { } person && !context.Context.Items.ContainsKey(typeof(OpenPages))) Goes(connections, person);
        await next(context, exception);
    }

    // Programs and walls have bounds of their own.
    static PersonId? PersonOf(HubLifetimeContext context) => context.Hub is LiveHub or WallHub ? null : Session.PersonOf(context.Context.User);

    static bool Comes(ConcurrentDictionary<PersonId, int> open, PersonId person, int most)
    {
        if (open.AddOrUpdate(person, 1, (_, count) => count + 1) <= most) return true;
        Goes(open, person);
        return false;
    }

    static void Goes(ConcurrentDictionary<PersonId, int> open, PersonId person)
    {
        if (open.AddOrUpdate(person, 0, (_, count) => count - 1) <= 0) open.TryRemove(new(person, 0));
    }
}

/// <summary>One open page's part in <see cref="OpenPages"/>.</summary>
sealed class OpenPage(OpenPages all) : IDisposable
{
    PersonId? person;

    /// <summary>False: this person has too many open already.</summary>
    public bool Opens(PersonId who)
    {
        if (person is not null) return true;
        if (!all.Comes(who)) return false;
        person = who;
        return true;
    }

    public void Dispose()
    {
        if (person is { } who) all.Goes(who);
        person = null;
    }
}
