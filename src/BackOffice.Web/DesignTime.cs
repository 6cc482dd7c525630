using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Web;

/// <summary>
/// Makes the context for the migration tool: <c>dotnet ef migrations add NAME --project src/BackOffice.Migrations.Sqlite
/// --startup-project src/BackOffice.Web -- Sqlite</c>, and the same with SqlServer.
/// </summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<BackOfficeDb>
{
    public BackOfficeDb CreateDbContext(string[] args) => Of(args.Contains("SqlServer"));

    /// <summary>A context that knows the model of one provider; no database is opened.</summary>
    public static BackOfficeDb Of(bool sqlServer)
    {
        var services = new ServiceCollection().AddSingleton(Portal.Departments()).BuildServiceProvider();
        var settings = new StorageSettings(Path.GetTempPath(), sqlServer ? "Server=.;Database=BackOffice;Integrated Security=true;TrustServerCertificate=true" : null);
        var options = new DbContextOptionsBuilder<BackOfficeDb>().UseApplicationServiceProvider(services);
        Database.Use(options, settings);
        return new(options.Options);
    }
}
