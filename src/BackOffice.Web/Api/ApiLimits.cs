using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace BackOffice.Web;

/// <summary>
/// How much a program may ask: so many requests a minute for each key (<c>Api:RequestsPerMinute</c>, 1200) and for each address
/// (<c>Api:RequestsPerMinutePerAddress</c>, 2400), and so many unknown keys a minute from one address (<c>Api:FailuresPerMinute</c>, 30). Beyond
/// that the answer is 429 with <c>Retry-After</c> in seconds. Counted on each node by itself.
/// </summary>
sealed class ApiLimits(IConfiguration configuration) : IDisposable
{
    public const string Policy = "key";
    readonly PartitionedRateLimiter<string> addresses = Buckets(configuration.GetValue("Api:RequestsPerMinutePerAddress", 2400));
    readonly PartitionedRateLimiter<string> failures = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(address, _ =>
        new() { PermitLimit = Math.Max(1, configuration.GetValue("Api:FailuresPerMinute", 30)), Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("Api:RequestsPerMinute", 1200);
        services.AddSingleton<ApiLimits>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = async (context, stop) => await TooMany(context.HttpContext, context.Lease, "Too many requests; wait as long as Retry-After says.");
            options.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(context.User.FindFirst(KeySignIn.Claim)?.Value ?? "", _ => Bucket(perMinute)));
        });
    }

    /// <summary>Before it is known whose key it is: the address is counted, and one that guesses keys is told to wait.</summary>
    public async Task Guard(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/hubs"))
        {
            await next(context);
            return;
        }
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        using var asked = addresses.AttemptAcquire(address);
        using var open = failures.AttemptAcquire(address, 0);
        if (!asked.IsAcquired || !open.IsAcquired)
        {
            await TooMany(context, asked.IsAcquired ? open : asked, "Too many requests from this address; wait as long as Retry-After says.");
            return;
        }
        await next(context);
        if (KeySignIn.HasFailed(context)) failures.AttemptAcquire(address).Dispose();
    }

    static Task TooMany(HttpContext context, RateLimitLease lease, string why)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) && time > TimeSpan.Zero ? time : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Results.Problem(why, statusCode: StatusCodes.Status429TooManyRequests, extensions: ApiDoors.Code("too-many")).ExecuteAsync(context);
    }

    static PartitionedRateLimiter<string> Buckets(int perMinute) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => Bucket(perMinute)));

    static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = Math.Max(1, perMinute / 4),
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    public void Dispose()
    {
        addresses.Dispose();
        failures.Dispose();
    }
}
