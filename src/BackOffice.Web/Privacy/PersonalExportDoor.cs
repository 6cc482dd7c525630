using BackOffice.Kernel;
using BackOffice.Ui;

namespace BackOffice.Web;

/// <summary>Everything personal about a customer in one archive; that it went out stands in the log.</summary>
static class PersonalExportDoor
{
    public static void MapPersonalExport(this WebApplication app) => app.MapGet("/exports/customer/{id:long}", Export).RequireAuthorization(May.ExportPersonalData);

    static async Task<IResult> Export(long id, HttpContext context, Access access, Commands commands, Database database, Departments departments, Files files)
    {
        if (Session.PersonOf(context.User) is not { } person || await access.Of(person) is not { } actor) return Results.Unauthorized();
        if (await PersonalExport.Of(new(id), database, departments) is not { } export) return Results.NotFound();
        var noted = await commands.Send(new NoteExport($"personal data of Customer:{id}", "zip"), actor);
        if (noted.Refusal is { } refusal) return Results.Problem(refusal.ToString(), statusCode: StatusCodes.Status403Forbidden);
        context.Response.Headers.CacheControl = "private, no-store";
        // The archive is written to memory first: its writer wants a stream that can be written at once.
        using var memory = new MemoryStream();
        await export.Write(memory, files);
        return Results.File(memory.ToArray(), "application/zip", $"customer-{id}.zip");
    }
}
