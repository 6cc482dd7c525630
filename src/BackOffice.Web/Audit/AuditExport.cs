using System.Globalization;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>The audit as a file, with the filters of its page. That it went out is noted before its first byte.</summary>
static class AuditExport
{
    static readonly string[] heads = ["position", "at", "who", "what", "kind", "content", "command", "commandId", "origin"];

    public static void MapAuditExport(this WebApplication app) => app.MapGet("/exports/audit", Export).RequireAuthorization(May.SeeAudit);

    static async Task<IResult> Export([AsParameters] AuditFilter filter, string? format, HttpContext context, Access access, Commands commands, Database database)
    {
        if (Session.PersonOf(context.User) is not { } person || await access.Of(person) is not { } actor) return Results.Unauthorized();
        var json = format is "json";
        var noted = await commands.Send(new NoteExport($"audit {filter.InWords}".TrimEnd(), json ? "json" : "csv"), actor);
        if (noted.Refusal is { } refusal) return Results.Problem(refusal.ToString(), statusCode: 403);
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(stream => Write(stream, filter, json, database), json ? "application/json" : "text/csv; charset=utf-8", $"audit-{noted.Position}.{(json ? "json" : "csv")}");
    }

    internal static async Task Write(Stream stream, AuditFilter filter, bool json, Database database)
    {
        using var reading = await database.Read();
        await using var writer = new StreamWriter(stream, new UTF8Encoding(json ? false : true));
        await writer.WriteAsync(json ? "[" : string.Join(',', heads) + "\r\n");
        var count = 0;
        await foreach (var row in filter.Trail(database.Company).Rows(reading.Reader).AsAsyncEnumerable())
        {
            string[] values = [row.Id.ToString(CultureInfo.InvariantCulture), row.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), row.Who, row.Says.ToString(), row.Kind, row.Content, row.Command, row.CommandId, row.Origin ?? ""];
            await writer.WriteAsync(json
                ? (count == 0 ? "" : ",") + "\n" + Json.Write(heads.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second))
                : string.Join(',', values.Select(CsvCell.Of)) + "\r\n");
            count++;
        }
        if (json) await writer.WriteAsync("\n]\n");
    }
}
