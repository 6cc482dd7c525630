namespace BackOffice.Web;

/// <summary>What makes and keeps up the practice company.</summary>
static class PracticeSetUp
{
    public static void AddPractice(this IServiceCollection services) => services
        .AddSingleton<PracticeStaff>().AddSingleton<PracticeTour>().AddSingleton<PracticeBank>().AddSingleton<PracticePost>().AddSingleton<PracticeCompany>().AddSingleton<PracticeDay>();
}
