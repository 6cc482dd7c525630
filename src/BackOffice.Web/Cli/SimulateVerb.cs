using System.CommandLine;
using System.Globalization;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary><c>simulate --days N --speed X|max</c>: days of the practice company, one after the other; ends by itself.</summary>
static class SimulateVerb
{
    static readonly Option<int> days = new("--days") { Description = "How many days.", DefaultValueFactory = _ => 1 };
    static readonly Option<string> speed = new("--speed") { Description = "Times life's speed, or max.", DefaultValueFactory = _ => "max" };

    public static Verb Verb { get; } = new("simulate", "Run days of the practice company.", VerbKind.Writes, Run, days, speed) { MakesPractice = true };

    static async Task<int> Run(VerbRun run)
    {
        Refuse.If(!run.Get<Database>().Company.IsPractice, "This is a real company; days are simulated in the practice company only.");
        var (count, pace) = (run.Asked.GetValue(days), run.Asked.GetValue(speed)!);
        double? times = null;
        if (pace is not "max")
        {
            Refuse.If(!double.TryParse(pace, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) || given <= 0, $"'{pace}' is no speed; give a number above 0, or max.");
            times = given;
        }
        Refuse.If(count is < 1 or > 1000, "Simulate between 1 and 1,000 days.");

        var clock = run.Get<TimeProvider>();
        var began = clock.GetTimestamp();
        await run.Get<PracticeCompany>().Fill();
        var (day, sum) = (run.Get<PracticeDay>(), new DaySum(0, 0, 0, 0, 0));
        for (var i = 0; i < count; i++)
        {
            sum += await day.Run(await day.Next(), times, leaves: 0, run.Stop);
            if (!run.Json) run.Output.WriteLine($"Day {i + 1} of {count}: {sum.Orders} orders, {sum.Dispatched} parcels, {sum.Invoiced} invoices, {sum.Payments} payments, {sum.Letters} letters so far.");
        }
        var seconds = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 1);
        run.Print(new { days = count, orders = sum.Orders, dispatched = sum.Dispatched, invoiced = sum.Invoiced, payments = sum.Payments, letters = sum.Letters, seconds }, $"{count} days in {seconds} s.");
        return 0;
    }
}
