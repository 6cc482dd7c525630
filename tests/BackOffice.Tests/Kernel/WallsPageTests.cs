using BackOffice.Testing;
using BackOffice.Web.Walls;

namespace BackOffice.Tests.Kernel;

/// <summary>Who may show no board is told so instead of being offered what would be refused.</summary>
public class WallsPageTests
{
    [Fact]
    public async Task A_screen_is_paired_by_whom_may_see_a_board_and_others_read_why_not()
    {
        await using var company = await Company.Open();
        await using var supervisor = await company.Noor.Opens<WallsPage>();
        Assert.NotNull(supervisor.Find("#wall-code"));
        await using var administrator = await company.Ada.Opens<WallsPage>();
        Assert.Empty(administrator.All("#wall-code"));
        Assert.Contains("your roles may see none of the boards", administrator.Find("aside.rail").TextContent);
    }
}
