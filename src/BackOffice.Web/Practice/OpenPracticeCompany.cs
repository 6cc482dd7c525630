using BackOffice.Kernel;

namespace BackOffice.Web;

[Event("portal.practice-opened", 1)]
public sealed record PracticeOpened(string Company) : Event
{
    public override Words Says() => "The practice company opened";
}

// Says that the practice company is complete: a start that was cut off goes on filling it.
[Needs(Kernel.May.ManagePeople), Raises<PracticeOpened>]
public sealed record OpenPracticeCompany : Command
{
    public override Task Run(Work work)
    {
        Refuse.If(!work.Company.IsPractice, "This is a real company; practice has a folder of its own.");
        work.Raise(new PracticeOpened(work.Company.Name));
        return Task.CompletedTask;
    }
}
