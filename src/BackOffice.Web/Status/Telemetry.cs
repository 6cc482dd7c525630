using BackOffice.Kernel;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace BackOffice.Web;

/// <summary>
/// Figures for operators: sent by OpenTelemetry to the collector named in <c>Telemetry:Otlp</c> (its OTLP address over
/// HTTP, such as http://collector:4318). Without it nothing is collected and nothing leaves.
/// </summary>
static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Telemetry:Otlp"] is not { Length: > 0 } address) return;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var collector)) throw new WrongSetting($"Telemetry:Otlp is '{address}'; give the collector's address, such as http://collector:4318.");
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("BackOffice", serviceInstanceId: configuration["Telemetry:Node"] ?? NodeSettings.Of(configuration).Node.Name))
            .WithMetrics(metrics => metrics
                .AddMeter(LiveMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime")
                .AddOtlpExporter((exporter, reader) =>
                {
                    exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    exporter.Endpoint = new Uri(collector, "/v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 1000 * Math.Clamp(configuration.GetValue("Telemetry:EverySeconds", 15), 1, 3600);
                }));
    }
}
