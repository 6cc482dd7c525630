using System.Reflection;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// What people want next, by what is there: a method per command that returns it (null: nothing to do). Found by their return
/// type. A command without a wish is made by <see cref="AnyCommand"/>.
/// </summary>
static partial class Wishes
{
    static readonly Dictionary<Type, MethodInfo> own = typeof(Wishes).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(m => typeof(ICommand).IsAssignableFrom(m.ReturnType) && !m.ReturnType.IsAbstract && m.ReturnType != typeof(ICommand)).ToDictionary(m => m.ReturnType);

    /// <summary>Every command that exists, by name. The practice company's founding is no deed of a day.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } = Portal.Departments().Types.Concat(typeof(Portal).Assembly.GetTypes())
        .Where(t => t is { IsAbstract: false } && typeof(ICommand).IsAssignableFrom(t) && t != typeof(OpenPracticeCompany)).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal).ToDictionary(t => t.Name);

    /// <summary>The same command in the same hundred: what makes the day go on comes more often.</summary>
    public static IReadOnlyList<string> Weighted { get; } = [.. All.Keys.SelectMany(name => Enumerable.Repeat(name, own.ContainsKey(All[name]) ? Often(name) : 1))];

    static int Often(string name) => name switch
    {
        "ConfirmOrder" or "ReleaseOrder" or "ScanPick" or "PackOrder" or "DispatchShipment" or "IssueInvoice" or "RecordPayment" or "ApplyReceipt" => 9,
        "PlaceOrder" or "ReceiveGoods" or "ReplyToTicket" or "BuyLabel" or "ImportStatement" or "CancelOrder" or "AdjustStock" or "ShortPick" or "UnapplyReceipt" or "OpenTicket" => 5,
        "QuarantineMail" or "ReceiveMail" or "TryMailAgain" or "ReleaseHold" or "KeepTicket" or "LiftFence" or "RecordSent" => 4,
        // What takes something away from everyone, or ends it, comes seldom: the others could do little after it.
        "ForbidRole" or "LimitRole" or "DisablePerson" or "EndWebhook" or "EraseCustomer" => 1,
        _ => 2,
    };

    public static ICommand? Of(string name, Picture picture, Luck luck) =>
        own.TryGetValue(All[name], out var wish) && !luck.OneIn(40) ? (ICommand?)wish.Invoke(null, [picture, luck]) : AnyCommand.Of(All[name], picture, luck);
}
