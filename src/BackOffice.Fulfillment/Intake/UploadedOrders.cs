using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace BackOffice.Fulfillment;

/// <summary>The door for order files from a page: kept as they arrive, then an import is asked for; the person is sent to its page.</summary>
static class UploadedOrders
{
    /// <summary>The most files of one import.</summary>
    public const int MostFiles = 50;

    public static async Task<IResult> Take(HttpContext http, Files files, Commands commands, Access access)
    {
        if (Session.PersonOf(http.User) is not { } person || await access.Of(person) is not { } actor) return Results.Unauthorized();
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var kept = new List<KeptFile>();
            foreach (var file in form.Files.Where(file => file.Length > 0))
            {
                await using var content = file.OpenReadStream();
                var name = FileNames.Plain(file.FileName);
                OrderFile.RefuseUnlessOrders(name, content);
                kept.Add(new(name, await files.Keep(content, OrderImport.LargestFile, http.RequestAborted)));
            }
            var (profile, channel) = (form["profile"].ToString(), form["channel"].ToString());
            var opened = await commands.Send(new OpenChannel(channel, channel, ImportProfile.Named(profile)?.Currency ?? "GBP"), actor);
            if (opened.Refusal is { } no) return Back(no);
            var started = await commands.Send(new StartImport(kept.Count > 1 ? $"{kept[0].Name} + {kept.Count - 1}" : "", profile, channel, kept.ToMany()), actor);
            return started.Refusal is { } refusal ? Back(refusal) : Results.Redirect($"/intake/{started.Answer!.Import.Value}");
        }
        catch (RefusedException refused) { return Back(refused.Refusal); }
        catch (InvalidDataException tooLarge) { return Results.Redirect(QueryHelpers.AddQueryString("/intake", "problem", tooLarge.Message)); }
    }

    static IResult Back(Refusal refusal) =>
        Results.Redirect(QueryHelpers.AddQueryString("/intake", "problem", Texts.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)[refusal.Words]));
}
