using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Accounting;

/// <summary>How Accounting's doors come into a host: bank files in, documents out. The host says how invoices are mailed.</summary>
public static class AccountingDoors
{
    public static IServiceCollection AddAccounting(this IServiceCollection services) => services.AddSingleton<StatementFiles>();

    public static void MapAccounting(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/invoice/{id:long}", Document).RequireAuthorization(May.SeeInvoices);
        routes.MapPost("/uploads/statements", Upload).RequireAuthorization(May.ImportStatements).TakesFiles(2L * Camt053.MostBytes, 50);
    }

    // The document that was sent, as it was sent; a draft, or one whose errand still waits, is printed from the same figures.
    internal static async Task<IResult> Document(long id, Database database, Files files, TimeProvider clock, HttpContext http, string? language = null)
    {
        using var reading = await database.ReadAs(http);
        var invoiceId = new InvoiceId(id);
        if (await reading.Reader.Read(new InvoiceDetail(invoiceId)) is not { } invoice)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{invoice.Name}.pdf\"";
        var kept = await reading.Reader.Invoices.Where(i => i.Id == invoiceId).Select(i => i.Document).FirstAsync();
        if (kept is not null && files.Open(kept) is { } document)
            return Results.Stream(document, "application/pdf");
        return Results.Bytes(InvoicePdf.Print(invoice, reading.Reader.Company, Texts.In(language), clock.GetUtcNow().UtcDateTime), "application/pdf");
    }

    internal static async Task<IResult> Upload(HttpContext http, StatementFiles statements, Access access)
    {
        if (Session.PersonOf(http.User) is not { } person || await access.Of(person) is not { } actor)
            return Results.Unauthorized();
        if (!http.Request.HasFormContentType)
            return Results.Problem("Send the file as a form.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var newAccounts = form.TryGetValue("newAccounts", out var wanted) && wanted == "true";
        var results = new List<StatementFileResult>();
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            results.Add(await statements.Import(FileNames.Plain(file.FileName), content, actor, newAccounts));
        }
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            return Results.LocalRedirect($"~/statements?imported={results.Count(r => r.Status == FileFate.Imported)}&duplicate={results.Count(r => r.Status == FileFate.Duplicate)}&refused={results.Count(r => r.Status == FileFate.Refused)}"
                + $"&matched={results.Sum(r => r.Matched)}&suspense={results.Sum(r => r.Suspense)}&why={Uri.EscapeDataString(string.Join(" ", results.Where(r => r.Reason is not null).Take(5).Select(r => $"{r.File}: {r.Reason}")))}");
        return Results.Json(new { files = results.Select(r => new { r.File, Status = r.Status.ToString().ToLowerInvariant(), r.Reason, r.Statements, r.Entries, r.Matched, r.Suspense }) });
    }
}
