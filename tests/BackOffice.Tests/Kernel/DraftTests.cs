using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Kernel;

public class DraftTests
{
    [Fact]
    public async Task What_was_typed_is_there_after_a_restart()
    {
        await using var company = await Company.Open();
        await company.Sam.Does(new SaveDraft("Ticket:5", "reply", "Dear Hannah,"));

        await using var again = await company.Restart();

        Assert.Equal("Dear Hannah,", (await again.Read(new DraftOf(again.Sam.Id, "Ticket:5", "reply")))!.Content);
        Assert.Null(await again.Read(new DraftOf(again.Greta.Id, "Ticket:5", "reply")));
    }

    [Fact]
    public async Task An_empty_text_forgets_the_draft()
    {
        await using var company = await Company.Open();
        await company.Sam.Does(new SaveDraft("Ticket:5", "reply", "Dear"));
        await company.Sam.Does(new SaveDraft("Ticket:5", "reply", ""));
        Assert.Null(await company.Read(new DraftOf(company.Sam.Id, "Ticket:5", "reply")));
    }

    [Fact]
    public async Task A_draft_without_end_is_refused() =>
        await (await Company.Open()).Sam.IsRefused(new SaveDraft("Ticket:5", "reply", new string('x', SaveDraft.Most + 1)), "Drafts.Run");
}
