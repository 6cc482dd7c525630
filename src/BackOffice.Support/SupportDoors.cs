using BackOffice.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Support;

/// <summary>How Support's doors come into a host: mail in, mail out, and the addresses of files.</summary>
public static class SupportDoors
{
    /// <summary>
    /// As the settings say: out by SMTP (<c>Mail:Smtp:Host</c>, Port, User, Password, Tls) or, without one, into the folder <c>mail-out</c>.
    /// </summary>
    public static IServiceCollection AddSupport(this IServiceCollection services, IConfiguration settings, string dataFolder) =>
        services.AddSupport(settings["Mail:Smtp:Host"] is { Length: > 0 } host
            ? new SmtpMail(new(host, settings.GetValue("Mail:Smtp:Port", 25), settings["Mail:Smtp:User"], settings["Mail:Smtp:Password"], settings.GetValue("Mail:Smtp:Tls", false), settings.GetValue("Mail:Smtp:TimeoutSeconds", 20)))
            : new FolderMail(settings["Mail:OutFolder"] ?? Path.Combine(dataFolder, "mail-out")));

    /// <summary>
    /// As the settings say: the receiver's port (<c>Mail:Receiver:Port</c>, 2525 if not said, 0 for none) and the drop folder
    /// (<c>Mail:DropFolder</c>, <c>mail-in</c> in the data folder if not said); a mailbox by IMAP if <c>Mail:Imap:Host</c> is said (Port, User,
    /// Password, Tls).
    /// </summary>
    public static IServiceCollection AddSupportDoors(this IServiceCollection services, IConfiguration settings, string dataFolder)
    {
        if (settings["Mail:Imap:Host"] is { Length: > 0 } host)
            services.AddSingleton(new ImapSettings(
                host, settings.GetValue("Mail:Imap:Port", 993), settings["Mail:Imap:User"] ?? "", settings["Mail:Imap:Password"] ?? "", settings.GetValue("Mail:Imap:Tls", true), settings.GetValue("Mail:Imap:TimeoutSeconds", 60)))
                .AddHostedService<ImapDoor>();
        return services.AddSupportDoors(new MailDoorSettings(
            settings.GetValue("Mail:Receiver:Port", 2525) is var port and > 0 ? port : null, settings["Mail:DropFolder"] ?? Path.Combine(dataFolder, "mail-in")));
    }

    /// <summary>What takes mail in and sends it, without doors that listen: enough for the command line and for tests.</summary>
    public static IServiceCollection AddSupport(this IServiceCollection services, IOutgoingMail outgoing) =>
        services.AddSingleton(outgoing).AddSingleton<MailIntake>().AddSingleton<MailImport>();

    /// <summary>The doors that listen while the portal serves.</summary>
    public static IServiceCollection AddSupportDoors(this IServiceCollection services, MailDoorSettings settings) =>
        services.AddSingleton(settings).AddHostedService<SmtpDoor>().AddHostedService<DropFolder>();

    public static void MapSupport(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/support");
        files.MapGet("/messages/{id:long}/body", Body).RequireAuthorization(May.SeeTickets);
        files.MapGet("/attachments/{id:long}", Attachment).RequireAuthorization(May.SeeTickets);
        files.MapGet("/raw/{id:long}", Raw).RequireAuthorization(May.SeeMail);
    }

    // The HTML of a stranger: cleaned now, by the rules of now, and shown in a frame that may run, fetch and send nothing.
    internal static async Task<IResult> Body(long id, Database database, Files files, HttpContext http)
    {
        using var reading = await database.ReadAs(http);
        var messageId = new TicketMessageId(id);
        var file = await reading.Reader.All<TicketMessage>().Where(m => m.Id == messageId).Select(m => m.HtmlFile).FirstOrDefaultAsync();
        if (file is null || await Bytes(files, file) is not { } html) return Results.NotFound();
        var inline = await reading.Reader.All<TicketAttachment>().Where(a => a.Message == messageId && a.ContentId != null && a.Size < 2_000_000).Take(50).ToListAsync();
        var pictures = new Dictionary<string, (string, byte[])>();
        foreach (var part in inline)
            // A picture is one by its bytes, not by what its sender calls it.
            if (await Bytes(files, part.File) is { } content && FileKinds.OfPicture(part.ContentType) == FileKinds.Of(content)) pictures[part.ContentId!] = (part.ContentType, content);

        var clean = MailHtml.Clean(System.Text.Encoding.UTF8.GetString(html), cid => pictures.TryGetValue(cid, out var picture) ? picture : null);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Content($"<!doctype html><html><head><meta charset=\"utf-8\"></head><body>{clean.Html}</body></html>", "text/html; charset=utf-8");
    }

    // Never shown in the portal's own origin, whatever its sender called it: only downloaded.
    internal static async Task<IResult> Attachment(long id, Database database, Files files, HttpContext http)
    {
        using var reading = await database.ReadAs(http);
        var attachmentId = new TicketAttachmentId(id);
        var found = await reading.Reader.All<TicketAttachment>().FirstOrDefaultAsync(a => a.Id == attachmentId);
        return found is null ? Results.NotFound() : Download(http, files, found.File, FileNames.Plain(found.Name));
    }

    internal static async Task<IResult> Raw(long id, Database database, Files files, HttpContext http)
    {
        using var reading = await database.ReadAs(http);
        var rawId = new RawMailId(id);
        var file = await reading.Reader.All<RawMail>().Where(r => r.Id == rawId).Select(r => r.File).FirstOrDefaultAsync();
        return string.IsNullOrEmpty(file) ? Results.NotFound() : Download(http, files, file, $"mail-{id}.eml");
    }

    static IResult Download(HttpContext http, Files files, string file, string name)
    {
        if (files.Open(file) is not { } content) return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(content, "application/octet-stream", name);
    }

    static async Task<byte[]?> Bytes(Files files, string file)
    {
        await using var stream = files.Open(file);
        if (stream is null) return null;
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }
}
