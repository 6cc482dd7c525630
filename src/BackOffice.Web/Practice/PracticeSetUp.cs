using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Web;

/// <summary>What makes and keeps up the practice company.</summary>
static class PracticeSetUp
{
    public static void AddPractice(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton<PracticeStaff>().AddSingleton<PracticeTour>().AddSingleton<PracticeBank>().AddSingleton<PracticePost>().AddSingleton<PracticeCompany>().AddSingleton<PracticeDay>();
        // Whatever mail server is configured: practice reaches nobody.
        var outgoing = (IOutgoingMail)services.Last(service => service.ServiceType == typeof(IOutgoingMail)).ImplementationInstance!;
        services.AddSingleton<IOutgoingMail>(provider => provider.GetRequiredService<Database>().Company.IsPractice ? new FolderMail(Path.Combine(dataFolder, "mail-out")) : outgoing);
    }
}
