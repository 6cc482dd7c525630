using System.Net;
using System.Text;
using BackOffice.Testing;

namespace BackOffice.Tests.Live;

public class TelemetryTests
{
    [Fact]
    public async Task Figures_go_to_the_collector_that_is_named_and_to_nobody_else()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{PortalProcess.FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();

        await using var portal = await LivePortal.Start($"--Telemetry:Otlp={address}", "--Telemetry:EverySeconds=1", "--Telemetry:Node=leeds-1");
        var asked = await collector.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var body = new MemoryStream();
        await asked.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
        asked.Response.Close();
        var text = Encoding.UTF8.GetString(body.ToArray());

        Assert.Equal("/v1/metrics", asked.Request.Url!.AbsolutePath);
        Assert.Contains("backoffice.live.subscribers", text);
        Assert.Contains("leeds-1", text);
    }

    [Fact]
    public async Task A_collector_without_an_address_is_said_at_the_start() =>
        Assert.Contains("give the collector's address", (await Assert.ThrowsAsync<BackOffice.Web.WrongSetting>(() => LivePortal.Start("--Telemetry:Otlp=collector"))).Message);
}
