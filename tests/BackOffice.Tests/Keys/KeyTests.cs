using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web.Keys;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Keys;

public class KeyTests
{
    [Fact]
    public async Task A_key_is_made_on_its_page_its_secret_is_shown_once_and_only_the_hash_is_kept()
    {
        await using var company = await Company.Open();
        await using var page = await company.Ada.Opens<KeysPage>(address: "/admin/keys");
        page.Press("New key");
        page.Find("#key-name").Input("Web shop");
        page.All("fieldset input")[1].Change(true);
        page.Press("Make the key");
        page.WaitForAssertion(() => Assert.Contains("is shown this once", page.Markup.Replace("It ", "")));

        var secret = page.Find(".keyv [data-copy]").GetAttribute("data-copy")!;
        var key = Assert.Single(await company.All<ApiKey>());
        Assert.Equal((ApiKey.HashOf(secret), "orders", secret[..9]), (key.Hash, key.Scopes, key.Begins));
        await using var again = await company.Ada.Opens<KeysPage>(address: "/admin/keys");
        again.WaitForAssertion(() => Assert.Contains("Web shop", again.Markup));
        Assert.DoesNotContain(secret, again.Markup);
        foreach (var file in Directory.GetFiles(company.Folder)) Assert.False((await ReadShared(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0, $"The secret stands in {Path.GetFileName(file)}.");
    }

    [Fact]
    public async Task Rotating_keeps_name_scopes_and_person_and_ends_the_old_key_after_the_overlap()
    {
        await using var company = await Company.Open();
        var key = (await company.Ada.Does(new AddKey("Shop", Hash("a"), "orders", "bo_a", "web", ExpiresAt: company.Clock.GetUtcNow().UtcDateTime.AddHours(5)))).Key;
        var rotated = await company.Ada.Does(new RotateKey(key, Hash("b"), "bo_b", OverlapHours: 24));

        var keys = (await company.All<ApiKey>()).OrderBy(k => k.Id.Value).ToList();
        Assert.Equal((keys[0].Name, keys[0].Scopes, keys[0].Person, keys[0].Channel), (keys[1].Name, keys[1].Scopes, keys[1].Person, keys[1].Channel));
        // Not longer than it would have lived anyway.
        Assert.Equal(company.Clock.GetUtcNow().UtcDateTime.AddHours(5), keys[0].ExpiresAt);
        Assert.Equal(rotated.Next, keys[0].ReplacedBy);
        Assert.Contains("was rotated already", (await company.Ada.IsRefused(new RotateKey(key, Hash("c"), "bo_c"))).ToString());

        await company.Ada.Does(new RevokeKey("Shop"));
        Assert.All(await company.All<ApiKey>(), k => Assert.NotNull(k.RevokedAt));
        Assert.Contains("is revoked", (await company.Ada.IsRefused(new RotateKey(rotated.Next, Hash("d"), "bo_d"))).ToString());
    }

    [Fact]
    public async Task What_a_key_cannot_be_is_refused_in_words()
    {
        await using var company = await Company.Open();
        Assert.Contains("a later day", (await company.Ada.IsRefused(new AddKey("Shop", Hash("a"), "orders", ExpiresAt: company.Clock.GetUtcNow().UtcDateTime))).ToString());
        Assert.Contains("needs a scope", (await company.Ada.IsRefused(new AddKey("Shop", Hash("a"), " "))).ToString());
        Assert.Contains("by the SHA-256", (await company.Ada.IsRefused(new AddKey("Shop", "secret", "orders"))).ToString());
        await company.Ada.Does(new AddKey("Shop", Hash("a"), "orders"));
        Assert.Contains("already", (await company.Ada.IsRefused(new AddKey("Shop", Hash("b"), "orders"))).ToString());
        await company.Carl.IsRefused(new AddKey("Mine", Hash("e"), "orders"), Refusal.NotAllowed);
    }

    [Fact]
    public async Task A_thousand_uses_are_one_write()
    {
        await using var company = await Company.Open();
        var key = (await company.Ada.Does(new AddKey("Shop", Hash("a"), "orders"))).Key;
        var uses = company.Services.GetRequiredService<KeyUses>();
        for (var i = 0; i < 1000; i++) uses.Note(key);
        Assert.Equal(1, await uses.Write());
        uses.Note(key);
        Assert.Equal(0, await uses.Write());
        company.Clock.Advance(TimeSpan.FromMinutes(2));
        uses.Note(key);
        Assert.Equal(1, await uses.Write());
        Assert.Equal(company.Clock.GetUtcNow().UtcDateTime, (await company.All<ApiKey>()).Single().LastUsedAt);
    }

    static string Hash(string secret) => ApiKey.HashOf(secret);

    static async Task<byte[]> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }
}
