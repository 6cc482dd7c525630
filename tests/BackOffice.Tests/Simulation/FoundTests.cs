using System.Data.Common;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>Mistakes of ours that the simulated days found, each as a plain sentence; the days themselves are kept in tests/data/seeds.</summary>
public sealed class FoundTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.OpenStill(also: services => services.AddSupport(new Outside()));
    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task A_parcel_that_has_not_left_is_not_invoiced_and_costs_nothing_yet()
    {
        var (_, shipment) = await company.Packed(("MUG", 2));

        Assert.Contains("has not left", await Refused(new DraftInvoice(shipment)), StringComparison.Ordinal);
        Assert.Contains("has not left", await Refused(new PostCostOfGoods(shipment)), StringComparison.Ordinal);

        Assert.Empty(await company.All<Invoice>());
        await company.Verified();
    }

    [Fact]
    public async Task What_is_not_there_is_refused_and_is_no_mistake_of_ours()
    {
        Assert.Equal("There is no such parcel.", await Refused(new DraftInvoice(new(77)), Refusal.NotFound));
        Assert.Equal("There is no such parcel.", await Refused(new PostCostOfGoods(new(77)), Refusal.NotFound));
        Assert.Equal("There is no such receipt of goods.", await Refused(new PostGoodsReceived(new(77)), Refusal.NotFound));
        Assert.Equal("There is no such import.", await Refused(new KeepImportLines(new(77), FulfillmentDepartment.HandChannel, [new("fp", "orders.csv", 2, "raw", LineVerdict.Rejected, null, null, null)]), Refusal.NotFound));

        var import = await company.Does(HouseActor.Operator, new StartImport("orders", ImportProfile.Names.Split(',')[0].Trim(), FulfillmentDepartment.HandChannel, [new("orders.csv", "no such file")]));
        await company.Does(HouseActor.Operator, new NoteImportProgress(import.Import, new(0, 0, 0, 0, 0, 0, 0), null, 0));
        Assert.Contains("do not add up", await Refused(new NoteImportProgress(import.Import, new(3, 4, 3, 5, 0, 5, 3), null, 0)), StringComparison.Ordinal);
        Assert.Equal("This import has no such file.", await Refused(new FinishImport(import.Import, ImportState.Failed, new(0, 0, 0, 0, 0, 0, 0), null, [new(new(77), "Not understood")]), Refusal.NotFound));
    }

    [Fact]
    public async Task A_wall_code_whose_commit_was_not_answered_is_shown_and_no_one_elses()
    {
        var faults = new Faults();
        await using var silent = await Company.OpenStill(also: services => services.AddSingleton<Connections>(faults));
        faults.Arm("COMMIT", Fault.AnswerLost);

        await silent.Does(HouseActor.Operator, new ShowWallCode(Wall.HashOf("device"), Wall.HashOf(Wishes.WallCodes[0]), "192.0.2.1", null));

        Assert.True(faults.Fired);
        Assert.Single(await silent.All<WallCode>());
    }

    [Fact]
    public async Task A_check_that_is_named_twice_is_kept_once()
    {
        await company.Does(HouseActor.Operator, new RecordChecks([new("One", 1, 0, []), new("One", 2, 0, [])], 240));

        Assert.Equal(1, (await company.All<CheckRow>()).Single(c => c.Name == "One").Count);
    }

    [Fact]
    public async Task An_old_mail_that_was_just_let_out_of_quarantine_is_not_called_lost()
    {
        var taken = await company.Services.GetRequiredService<MailIntake>().Take([0, 1, 2, 3], "test", "test");
        Assert.Equal(RawMailEnd.Quarantined, taken.End);
        company.Clock.Advance(TimeSpan.FromDays(1));

        await company.Does(HouseActor.Operator, new TryMailAgain((await company.All<RawMail>()).Single().Id));
        await company.Verified();

        // A quarter of an hour later it is.
        company.Clock.Advance(TimeSpan.FromMinutes(16));
        await company.Joe.Does(new OpenTicket("Hannah", "hannah@wren.example", "Where is it", "My parcel has not come."));
        var check = await company.Services.GetRequiredService<Verify>().Run();
        Assert.Contains(check.SelectMany(c => c.Violations), v => v.Text.Contains("has not ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_came_while_the_database_could_not_be_read_waits_and_is_understood_afterwards()
    {
        // The first look at the mailboxes finds out whose the mail is, the second belongs to its reading.
        var held = new HeldAt("FROM \"Mailboxes\"", 2);
        await using var company = await Company.OpenStill(also: services => services.AddSupport(new Outside()).AddSingleton<IInterceptor>(held));
        var intake = company.Services.GetRequiredService<MailIntake>();

        await Assert.ThrowsAnyAsync<Exception>(() => intake.Take(letter, "test", "test"));
        Assert.True(held.Fired);
        Assert.Equal(RawMailEnd.Waiting, (await company.All<RawMail>()).Single().End);

        await intake.Resume();
        Assert.Equal(RawMailEnd.Ticketed, (await company.All<RawMail>()).Single().End);
    }

    sealed class HeldAt(string reads, int at) : DbCommandInterceptor
    {
        int seen;
        public bool Fired => seen >= at;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken stop = default) =>
            command.CommandText.Contains(reads, StringComparison.Ordinal) && ++seen == at ? throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5) : new(result);
    }

    static readonly byte[] letter = "From: Hannah <hannah@wren.example>\r\nTo: support@practice.example\r\nSubject: My order\r\nMessage-ID: <one@wren.example>\r\n\r\nWhere is it?\r\n"u8.ToArray();

    [Fact]
    public async Task A_mail_that_came_while_the_disk_was_full_waits_and_is_understood_when_there_is_room()
    {
        var faults = new Faults();
        await using var full = await Company.OpenStill(also: services => services.AddSupport(new Outside()).AddSingleton<Connections>(faults));
        var intake = full.Services.GetRequiredService<MailIntake>();
        faults.Arm("INSERT INTO \"Tickets\"", Fault.DiskFull);

        var taken = await intake.Take(letter, "test", "test");
        Assert.True(faults.Fired);
        Assert.Equal(RawMailEnd.Waiting, taken.End);

        await intake.Resume();
        Assert.Equal(RawMailEnd.Ticketed, (await full.All<RawMail>()).Single().End);
        Assert.Single(await full.All<Ticket>());
    }

    async Task<string> Refused(ICommand command, string? code = null)
    {
        var outcome = await company.Commands.Send(command, Actor.House(HouseActor.Operator));
        Assert.True(outcome.Refusal is not null && outcome.Refusal.Code is not (Refusal.Incident or Refusal.Unavailable), $"{command}: {outcome.Refusal}");
        if (code is not null) Assert.Equal(code, outcome.Refusal.Code);
        return outcome.Refusal.ToString();
    }
}
