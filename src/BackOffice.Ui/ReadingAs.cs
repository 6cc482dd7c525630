using BackOffice.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Ui;

public static class ReadingAs
{
    /// <summary>Reads with the reach of whoever asks at a door that is no page: a document shows no more than its page would.</summary>
    public static async Task<Reading> ReadAs(this Database database, HttpContext http) =>
        await database.Read((Session.PersonOf(http.User) is { } person ? await http.RequestServices.GetRequiredService<Access>().Of(person) : null)?.Reach ?? Reach.Nothing);
}
