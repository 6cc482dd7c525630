using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;
using BackOffice.Web.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Audit;

public class AuditTests
{
    [Fact]
    public async Task A_refused_permission_stands_in_the_log_once_a_minute_with_how_often()
    {
        await using var company = await Company.Open();
        var notes = company.Services.GetRequiredService<AuditNotes>();
        for (var i = 0; i < 50; i++) await company.Sam.IsRefused(new CancelOrder(new(1), "no"), Refusal.NotAllowed);
        var first = Assert.Single(await Noted<PermissionRefused>(company, 1));
        Assert.Equal((company.Sam.Id, nameof(CancelOrder), 1), (first.Person, first.Deed, first.Times));

        company.Clock.Advance(TimeSpan.FromMinutes(2));
        await company.Sam.IsRefused(new CancelOrder(new(1), "no"), Refusal.NotAllowed);
        Assert.Equal(50, (await Noted<PermissionRefused>(company, 2))[1].Times);
        Assert.NotNull(notes);
    }

    [Fact]
    public async Task One_address_cannot_flood_the_log_with_failed_sign_ins()
    {
        await using var company = await Company.Open();
        var notes = company.Services.GetRequiredService<AuditNotes>();
        Origins.Here = "203.0.113.9";
        for (var i = 0; i < 200; i++) await notes.NotLetIn($"way {i}");
        Assert.Equal(AuditNotes.MostAMinute, (await Noted<SignInFailed>(company, AuditNotes.MostAMinute)).Count);
        Assert.All((await company.All<LogEntry>()).Where(e => e.Kind == "portal.sign-in-failed"), e => Assert.Equal("203.0.113.9", e.Origin));
    }

    [Fact]
    public async Task Looking_at_bank_details_is_noted_once_an_hour_and_person()
    {
        await using var company = await Company.Open();
        var payment = (await company.Priya.Does(new RecordPayment(1000, "GBP", new(2026, 11, 24), "Clara", "no idea", "X-1"))).Payment;
        for (var i = 0; i < 3; i++)
        {
            await using var page = await company.Priya.Opens<CashPage>(address: $"/cash?receipt={payment.Value}");
            page.WaitForAssertion(() => Assert.Contains("Clara", page.Markup));
        }
        var look = Assert.Single(await Noted<Looked>(company, 1));
        Assert.Equal((company.Priya.Id, "bank details", $"Payment:{payment.Value}"), (look.Person, look.What, look.About));
    }

    [Fact]
    public async Task The_trail_is_filtered_by_who_when_kind_record_origin_and_command()
    {
        await using var company = await Company.Open();
        Origins.Here = "203.0.113.9 abc";
        await company.Ada.SignsIn("the-command");
        Origins.Here = "198.51.100.2";
        await company.Olga.SignsIn();
        company.Clock.Advance(TimeSpan.FromDays(2));
        await company.Olga.SignsOut();

        async Task<string[]> Found(AuditFilter filter) => [.. (await company.Read(filter.Trail(company.Services.GetRequiredService<Database>().Company))).Select(r => $"{r.Who} {r.Kind}")];
        var all = new AuditFilter(null, null, null, null, null, null, null);
        Assert.Equal(["Olga Petrova portal.session-ended", "Olga Petrova portal.signed-in", "Ada Quinn portal.signed-in"], await Found(all));
        Assert.Equal(["Ada Quinn portal.signed-in"], await Found(all with { Who = company.Ada.Id.Value }));
        Assert.Equal(["Olga Petrova portal.session-ended"], await Found(all with { From = "2026-11-26", To = "2026-11-26" }));
        Assert.Equal(2, (await Found(all with { To = "2026-11-24" })).Length);
        Assert.Equal(["Olga Petrova portal.session-ended"], await Found(all with { Kind = "portal.session-e" }));
        Assert.Equal(2, (await Found(all with { Record = $"Person:{company.Olga.Id.Value}" })).Length);
        Assert.Equal(["Ada Quinn portal.signed-in"], await Found(all with { Origin = "203.0.113." }));
        Assert.Equal(["Ada Quinn portal.signed-in"], await Found(all with { Command = "the-command" }));
        Assert.Empty(await Found(all with { Kind = "x'; DROP" }));
    }

    [Fact]
    public async Task The_auditor_sees_the_page_and_an_entry_and_a_clerk_does_not()
    {
        await using var company = await Company.Open();
        await company.Ada.SignsIn();
        await using var page = await company.Olga.Opens<AuditPage>(address: "/audit");
        page.WaitForAssertion(() => Assert.Contains("Signed in (development)", page.Markup));
        // Live like every list.
        await company.Ada.SignsOut();
        page.WaitForAssertion(() => Assert.Contains("Signed out", page.Markup));
        await using var entry = await company.Olga.Opens<AuditEntryPage>(p => p.Add(e => e.Position, 1));
        entry.WaitForAssertion(() => Assert.Contains("portal.signed-in", entry.Markup));
        Assert.False((await company.Joe.Actor()).May(BackOffice.Kernel.May.SeeAudit));
    }

    [Fact]
    public async Task The_export_holds_every_row_and_no_formula()
    {
        await using var company = await Company.Open();
        for (var i = 0; i < 120; i++) await company.Ada.Does(new NoteExport("=HYPERLINK(\"x\")", "csv"));
        var (filter, database) = (new AuditFilter(null, null, null, "portal.exported", null, null, null), company.Services.GetRequiredService<Database>());
        using var csv = new MemoryStream();
        await AuditExport.Write(csv, filter, json: false, database);
        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(121, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.DoesNotContain(",\"=", line));
        using var json = new MemoryStream();
        await AuditExport.Write(json, filter, json: true, database);
        Assert.Equal(120, System.Text.Json.JsonDocument.Parse(json.ToArray()).RootElement.GetArrayLength());
        Assert.Equal("'=1+1", CsvCell.Of("=1+1"));
        Assert.Equal("'@x", CsvCell.Of("@x"));
    }

    // Notes go behind people's commands: they are there a moment later.
    static async Task<List<T>> Noted<T>(Company company, int count) where T : Event
    {
        var name = EventKinds.NameOf(typeof(T));
        for (var tries = 0; ; tries++)
        {
            var found = (await company.All<LogEntry>()).Where(e => e.Kind == name).OrderBy(e => e.Position).Select(e => (T)EventKinds.Read(e.Kind, e.Content)!).ToList();
            if (found.Count >= count || tries > 200) return found;
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
