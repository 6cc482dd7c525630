using System.Security.Claims;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using BackOffice.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Accounting;

public class AccountingDoorsTests
{
    [Fact]
    public async Task A_statement_is_brought_in_by_the_upload()
    {
        await using var company = await Company.Open();

        var answer = await Upload(company, company.Priya, "text/html", Books.Statement("S1", 0, (12m, "x")), "not xml");

        Assert.StartsWith("/statements?imported=1&duplicate=0&refused=1", answer.Headers.Location.ToString().TrimStart('~'));
        Assert.Single(await company.All<BankStatement>());
    }

    [Fact]
    public async Task Someone_else_brings_nothing_in()
    {
        await using var company = await Company.Open();

        await Upload(company, company.Sam, "application/json", Books.Statement("S1", 0, (12m, "x")));

        Assert.Empty(await company.All<BankStatement>());
    }

    [Fact]
    public async Task A_draft_is_printed_and_an_unknown_invoice_is_not_found()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Shipped(("MUG", 4));

        Assert.StartsWith("%PDF", await Document(company, invoice.Id.Value));
        Assert.Equal("404", await Document(company, 99));
    }

    private static async Task<HttpResponse> Upload(Company company, Colleague who, string accept, params string[] files)
    {
        var http = Http(company);
        http.User = new(new ClaimsIdentity([new(Session.PersonClaim, who.Id.Value.ToString())], "test"));
        http.Request.Headers.Accept = accept;
        http.Request.ContentType = "multipart/form-data; boundary=x";
        var form = new FormFileCollection();
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(file);
            form.Add(new FormFile(new MemoryStream(bytes), 0, bytes.Length, "files", $"{form.Count}.xml"));
        }
        http.Request.Form = new FormCollection(new() { ["newAccounts"] = "true" }, form);
        var result = await AccountingDoors.Upload(http, new(company.Commands, company.Services.GetRequiredService<Files>()), company.Services.GetRequiredService<Access>());
        await result.ExecuteAsync(http);
        return http.Response;
    }

    private static async Task<string> Document(Company company, long id)
    {
        var http = Http(company);
        http.User = new(new ClaimsIdentity([new(Session.PersonClaim, company.Bea.Id.Value.ToString())], "test"));
        var result = await AccountingDoors.Document(id, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Files>(), company.Time, http);
        await result.ExecuteAsync(http);
        var body = (MemoryStream)http.Response.Body;
        return body.Length == 0 ? http.Response.StatusCode.ToString() : Encoding.Latin1.GetString(body.ToArray());
    }

    private static DefaultHttpContext Http(Company company)
    {
        var services = new ServiceCollection().AddLogging().AddRouting().AddSingleton(company.Services.GetRequiredService<Access>());
        services.AddProblemDetails();
        return new() { RequestServices = services.BuildServiceProvider(), Response = { Body = new MemoryStream() } };
    }
}
