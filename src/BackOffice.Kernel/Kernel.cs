using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>Puts the kernel into a host.</summary>
public static class KernelSetUp
{
    /// <param name="services">The host's services.</param>
    /// <param name="storage">Where the rows live.</param>
    /// <param name="departments">What plugs in.</param>
    /// <param name="follows">The table of what follows from what.</param>
    public static IServiceCollection AddKernel(this IServiceCollection services, StorageSettings storage, Departments departments, Action<Consequences> follows)
    {
        foreach (var assembly in departments.Assemblies) Texts.Add(assembly);
        EventKinds.Learn(departments);
        PermissionNames.Learn(departments);
        Boards.Learn(departments);
        var consequences = new Consequences();
        follows(consequences);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SessionLimits.Usual);
        services.TryAddSingleton(Node.Alone);
        services.TryAddSingleton<INodeTalk, NoTalk>();
        services.AddSingleton(storage).AddSingleton(departments).AddSingleton(consequences);
        services.AddSingleton(sp => new Database(storage, sp));
        services.AddSingleton<IWriter>(sp => storage.IsSqlite
            ? new SqliteWriter(sp.GetRequiredService<Database>(), sp.GetRequiredService<ILogger<SqliteWriter>>())
            : new SqlServerWriter(sp.GetRequiredService<Database>()));
        services.AddSingleton<IdAllocator>().AddSingleton<Access>().AddSingleton<OpenSessions>().AddSingleton<Files>().AddSingleton<Storage>().AddSingleton<Verify>()
            .AddSingleton<Presence>().AddSingleton<Fence>().AddSingleton<Backups>().AddSingleton<ErrandBell>().AddSingleton<Needed>();
        services.AddSingleton(sp => new Commands(sp.GetRequiredService<Database>(), sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Access>(), departments,
            consequences, sp.GetRequiredService<IdAllocator>(), sp.GetRequiredService<Feed>(), sp.GetRequiredService<ErrandBell>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<Needed>(), sp.GetRequiredService<ILogger<Commands>>()));
        services.AddSingleton(sp =>
        {
            var commands = sp.GetRequiredService<Commands>();
            var notes = new AuditNotes(commands, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<AuditNotes>>());
            commands.Tell(notes);
            return notes;
        });
        services.AddSingleton(sp => new Leases(sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Node>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<Leases>>()));
        services.AddSingleton(sp => new LogSequencer(sp.GetRequiredService<Database>(), sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Leases>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<LogSequencer>>()));
        services.AddSingleton(sp => new KeyUses(sp.GetRequiredService<IWriter>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<KeyUses>>()));
        services.AddSingleton<SecretBox>();
        services.TryAddSingleton(new WebhookSettings());
        services.AddSingleton(sp => new WebhookSender(sp.GetRequiredService<Database>(), sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Commands>(), sp.GetRequiredService<SecretBox>(), sp.GetRequiredService<Fence>(),
            sp.GetRequiredService<LiveViews>(), sp.GetRequiredService<WebhookSettings>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<WebhookSender>>()));
        services.AddSingleton<Feed>().AddSingleton<LiveViews>();
        services.AddMetrics().AddSingleton<LiveMetrics>().AddSingleton<LiveFigures>();
        services.AddSingleton(sp => new ErrandRunner(sp.GetRequiredService<Database>(), sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Commands>(), departments,
            sp.GetRequiredService<ErrandBell>(), sp.GetRequiredService<Fence>(), sp.GetRequiredService<Node>(), sp, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<ErrandRunner>>()));
        services.AddSingleton(sp => new Clock(sp.GetRequiredService<Database>(), sp.GetRequiredService<IWriter>(), sp.GetRequiredService<Commands>(), departments,
            sp.GetRequiredService<Leases>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<Clock>>()));
        foreach (var department in departments.All) department.Serve(services);
        return services;
    }

    /// <summary>What runs beside the doors: the feed, the live views, errands and the clock.</summary>
    public static IServiceCollection AddKernelWorkers(this IServiceCollection services)
    {
        services.AddHostedService(sp => sp.GetRequiredService<Feed>());
        services.AddHostedService(sp => sp.GetRequiredService<LiveViews>());
        services.AddHostedService<NodePresence>();
        services.AddHostedService(sp => sp.GetRequiredService<LiveFigures>());
        services.AddHostedService(sp => sp.GetRequiredService<ErrandRunner>());
        services.AddHostedService(sp => sp.GetRequiredService<Clock>());
        services.AddHostedService<ChecksBegin>();
        services.AddHostedService(sp => sp.GetRequiredService<KeyUses>());
        services.AddHostedService(sp => sp.GetRequiredService<WebhookSender>());
        services.AddHostedService(sp =>
        {
            // From the first request on refusals are noted.
            sp.GetRequiredService<AuditNotes>();
            return sp.GetRequiredService<LogSequencer>();
        });
        foreach (var department in services.Select(service => service.ImplementationInstance).OfType<Departments>().Single().All) department.ServeWorkers(services);
        return services;
    }
}
