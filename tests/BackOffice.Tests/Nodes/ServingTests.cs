using BackOffice.Kernel;
using BackOffice.Web;

namespace BackOffice.Tests.Nodes;

/// <summary>Who may serve a data folder at the same time.</summary>
public sealed class ServingTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("backoffice-serving-").FullName;

    [Fact]
    public void Nodes_with_names_share_a_folder_and_each_name_serves_once()
    {
        using var a = Begin(new("a", true));
        using var b = Begin(new("b", true));
        Assert.Contains("already served", Assert.Throws<WrongSetting>(() => Begin(new("b", true))).Message);
        Assert.Contains("already served", Assert.Throws<WrongSetting>(() => Begin(Node.Alone)).Message);

        b.Dispose();
        using var again = Begin(new("b", true));
    }

    [Fact]
    public void A_host_without_a_name_has_the_folder_to_itself()
    {
        using var alone = Begin(Node.Alone);
        Assert.Throws<WrongSetting>(() => Begin(Node.Alone));
        Assert.Throws<WrongSetting>(() => Begin(new("a", true)));

        alone.Dispose();
        using var a = Begin(new("a", true));
    }

    [Fact]
    public void A_command_line_finds_a_node_that_lives_and_no_dead_one()
    {
        File.WriteAllText(Path.Combine(folder, "serving-a.json"), """{"Address":"http://127.0.0.1:1","Secret":"","Process":1}""");
        File.WriteAllText(Path.Combine(folder, "serving-b.json"), """{"Address":"http://127.0.0.1:2","Secret":"","Process":2}""");
        Assert.Null(Serving.Find(folder));

        using var b = Begin(new("b", true));
        Assert.Equal("http://127.0.0.1:2", Serving.Find(folder)!.Address);
    }

    Serving Begin(Node node)
    {
        var serving = new Serving(new PortalSettings(folder), node, null!, null!);
        try { serving.Begin(); }
        catch (WrongSetting)
        {
            serving.Dispose();
            throw;
        }
        return serving;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
