using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>What a simulated day brought.</summary>
sealed record DaySum(int Orders, int Dispatched, int Invoiced, int Payments, int Letters)
{
    public static DaySum operator +(DaySum a, DaySum b) => new(a.Orders + b.Orders, a.Dispatched + b.Dispatched, a.Invoiced + b.Invoiced, a.Payments + b.Payments, a.Letters + b.Letters);
}

/// <summary>
/// A day of the practice company that goes on by itself: goods come, orders come in and are carried through the house, the
/// bank sends statements, customers write. What happens when is drawn from the day's number, so that a day can be replayed.
/// </summary>
sealed class PracticeDay(Database database, PracticeCompany company, PracticeTour tour, PracticeBank bank, PracticePost post, ErrandRunner errands, TimeProvider clock)
{
    readonly PracticeCompany company = company;
    readonly PracticeTour tour = tour;
    readonly PracticeBank bank = bank;
    readonly PracticePost post = post;
    readonly TimeProvider clock = clock;
    static readonly TimeSpan length = TimeSpan.FromHours(8);
    const int Orders = 60, MostLines = 25, Letters = 12;

    /// <summary>The day after the last that orders came from.</summary>
    public async Task<int> Next()
    {
        using var reading = await database.Read();
        var last = await reading.Reader.Orders.IgnoreAutoIncludes().Where(o => o.Channel == PracticeOrders.Channel).OrderByDescending(o => o.Id).Select(o => o.ExternalId).FirstOrDefaultAsync();
        return last is { Length: > 4 } && int.TryParse(last.AsSpan(1, last.IndexOf('-') - 1), out var day) ? day + 1 : 0;
    }

    /// <param name="day">Its number: decides everything that is left to chance.</param>
    /// <param name="speed">How many times faster than life; null as fast as it can.</param>
    /// <param name="leaves">The share of steps that are left for people.</param>
    /// <param name="stop">Ends the day early.</param>
    public async Task<DaySum> Run(int day, double? speed, double leaves, CancellationToken stop)
    {
        var running = new Running(this, day, leaves);
        await running.Plan();
        var (began, done) = (clock.GetTimestamp(), TimeSpan.Zero);
        while (running.Take() is var (at, step))
        {
            if (speed is { } times)
            {
                var wait = (at / times) - clock.GetElapsedTime(began);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop);
            }
            stop.ThrowIfCancellationRequested();
            await step();
            // Nobody else runs errands when a verb runs alone; beside the runner this finds nothing to do.
            if (speed is null && at - done > TimeSpan.FromMinutes(20)) await RunErrands(done = at);
        }
        if (speed is null) await RunErrands(length);
        return running.Sum;
    }

    async Task RunErrands(TimeSpan _)
    {
        for (var rounds = 0; rounds < 50 && await errands.RunDue() > 0; rounds++) { }
    }

    sealed class Running(PracticeDay of, int day, double leaves)
    {
        readonly Random chance = new(day);
        readonly PriorityQueue<Func<Task>, (TimeSpan At, int Order)> plan = new();
        int planned;

        public DaySum Sum { get; private set; } = new(0, 0, 0, 0, 0);

        public async Task Plan()
        {
            var orders = PracticeOrders.Of(day).Where(order => order.Lines.Count <= MostLines).Take(Orders).ToList();
            await of.company.Goods(orders, $"PRACTICE-{day}", share: 1);
            for (var i = 0; i < orders.Count; i++)
            {
                var order = orders[i];
                At(length * 0.8 * i / orders.Count, () => Enter(order));
            }
            for (var i = 0; i < Letters; i++)
            {
                var which = (day * Letters) + i;
                At(length * (i + chance.NextDouble()) / Letters, async () => { if (await of.post.Write(which, chance)) Sum += new DaySum(0, 0, 0, 0, 1); });
            }
            foreach (var hour in (double[])[0.1, 4, 7.9])
                At(TimeSpan.FromHours(hour), async () => Sum += new DaySum(0, 0, 0, await of.bank.Send(chance, 25), 0));
        }

        public (TimeSpan At, Func<Task> Step)? Take() => plan.TryDequeue(out var step, out var when) ? (when.At, step) : null;

        void At(TimeSpan at, Func<Task> step) => plan.Enqueue(step, (at, planned++));

        async Task Enter(FileOrder order)
        {
            if (await of.tour.Enter(PracticeOrders.Make(order, day, of.clock.GetUtcNow().UtcDateTime)) is not { } id) return;
            Sum += new DaySum(1, 0, 0, 0, 0);
            Go(id, TourEnd.Confirmed, length * 0.8 * Sum.Orders / Orders);
        }

        // The next step some minutes later, unless it is left for people or cannot be done.
        void Go(OrderId order, TourEnd step, TimeSpan now)
        {
            var at = now + TimeSpan.FromMinutes(3 + chance.Next(20));
            var left = chance.NextDouble() < leaves;
            At(at, async () =>
            {
                if (left || !await of.tour.Step(order, step)) return;
                if (step is TourEnd.Dispatched) Sum += new DaySum(0, 1, 0, 0, 0);
                if (step is TourEnd.Invoiced) Sum += new DaySum(0, 0, 1, 0, 0);
                else Go(order, step + 1, at);
            });
        }
    }
}

/// <summary>While the portal serves a practice company its day goes on, four times as fast as life unless <c>Practice:Speed</c> says otherwise (0: not at all).</summary>
sealed class PracticeLife(PortalSettings settings, Database database, PracticeDay day, Leases leases, IConfiguration configuration, ILogger<PracticeLife> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var speed = configuration.GetValue("Practice:Speed", 4.0);
        if (!settings.DayGoesOn || speed <= 0 || !database.Company.IsPractice) return;
        try
        {
            await leases.Run("the practice day", async held =>
            {
                while (!held.IsCancellationRequested) await day.Run(await day.Next(), speed, leaves: 0.15, held);
            }, stoppingToken);
        }
        catch (OperationCanceledException) { /* the host stops */ }
        catch (Exception e) { log.LogError(e, "The practice day stopped; the portal goes on without it."); }
    }
}
