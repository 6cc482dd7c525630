using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Kernel;

public class ErrandTests
{
    [Fact]
    public async Task Only_an_administrator_tries_again_and_only_what_is_stuck()
    {
        await using var company = await Company.Open();
        await company.Sam.IsRefused(new RetryErrand(5), Refusal.NotAllowed);
        await company.Ada.IsRefused(new RetryErrand(5));
    }
}
