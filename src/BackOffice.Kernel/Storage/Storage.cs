using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BackOffice.Kernel;

/// <summary>Makes a database ready: schema, guards, the house's people, roles, the company.</summary>
public sealed class Storage(Database database, Departments departments, TimeProvider clock)
{
    /// <summary>Migrates under a lock, makes the guards anew and seeds; safe to call at every start, and quick where this build has done it before.</summary>
    /// <param name="newCompany">The company to found if there is none yet; its kind is for ever.</param>
    public async Task Prepare(CompanyInfo newCompany)
    {
        Directory.CreateDirectory(database.Settings.Folder);
        using var only = OnlyOne();
        await using var db = database.Bare();
        if (database.IsSqlite)
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        }
        var build = BuildOf(db);
        // The people are read besides: what is damaged there keeps the portal from starting, as it always did.
        var isReady = database.IsSqlite && await Number(db, "PRAGMA user_version") == build && await Number(db, """SELECT COUNT(*) FROM "People" WHERE "IsHouse" """) > 0;
        await RefuseNewer(db);
        if (!isReady) await Migrate(db);
        await GuardAnew(db);
        if (!isReady) await Seed(db, newCompany);
        if (!isReady && database.IsSqlite) await db.Database.ExecuteSqlRawAsync($"PRAGMA user_version={build}");
        database.Found(await db.Set<CompanyInfo>().AsNoTracking().SingleAsync());
    }

    // What names this build in the embedded database once it has prepared it to the end: finding out anew that nothing is missing is a
    // second of every start. Never 0, which is what a new file says.
    int BuildOf(BackOfficeDb db)
    {
        var builds = departments.Assemblies.Append(db.GetService<IMigrationsAssembly>().Assembly).SelectMany(assembly => assembly.ManifestModule.ModuleVersionId.ToByteArray());
        return BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData([.. builds])) | 1;
    }

    static async Task<int> Number(BackOfficeDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a prepared database as it is; false if it has no company.</summary>
    public async Task<bool> Find()
    {
        if (database.IsSqlite && !File.Exists(database.Settings.SqliteFile)) return false;
        await using var db = database.Bare();
        if (database.IsSqlite && await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = 'Companies'").SingleAsync() == 0) return false;
        await RefuseNewer(db);
        database.Found(await db.Set<CompanyInfo>().AsNoTracking().SingleOrDefaultAsync());
        return true;
    }

    // An operating system's lock on a file: gone with the process, unlike a row.
    FileStream? OnlyOne()
    {
        if (!database.IsSqlite) return null;
        var path = Path.Combine(database.Settings.Folder, "migrating.lock");
        for (var tries = 0; ; tries++)
        {
            try { return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (tries < 600) { Thread.Sleep(100); }
        }
    }

    async Task Migrate(BackOfficeDb db)
    {
        // A process that was killed while migrating leaves EF's lock row behind, and the next one would wait for ever.
        if (database.IsSqlite) await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """);
        if (db.GetService<IMigrationsAssembly>().Migrations.Count == 0) throw new InvalidOperationException("There are no migrations in this build.");
        await db.Database.MigrateAsync();
        // After migrating, since that is what makes the database where there is none.
        if (!database.IsSqlite) await SnapshotReads(db);
    }

    // An older program would leave out what a newer one has come to count on: it refuses instead.
    static async Task RefuseNewer(BackOfficeDb db)
    {
        if (!await db.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalDatabaseCreator>().ExistsAsync()) return;
        if ((await db.Database.GetAppliedMigrationsAsync()).Except(db.Database.GetMigrations()).Order(StringComparer.Ordinal).LastOrDefault() is { } newer) throw new NewerSchema(newer);
    }

    static async Task SnapshotReads(BackOfficeDb db)
    {
        await db.Database.ExecuteSqlRawAsync("""
            IF (SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()) = 0 ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
            IF (SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()) = 0 ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;
            """);
    }

    // Guards are no migrations: EF's rebuild of a SQLite table drops its triggers without a word.
    async Task GuardAnew(BackOfficeDb db)
    {
        // Together: alone each would wait for the disk.
        await using var all = await db.Database.BeginTransactionAsync();
        foreach (var guard in departments.All.SelectMany(d => d.Guards))
        {
            await db.Database.ExecuteSqlRawAsync($"DROP TRIGGER IF EXISTS \"{guard.Name}\"".Replace("{", "{{").Replace("}", "}}"));
            await db.Database.ExecuteSqlRawAsync((database.IsSqlite ? guard.Sqlite : guard.SqlServer).Replace("{", "{{").Replace("}", "}}"));
        }
        await all.CommitAsync();
    }

    async Task Seed(BackOfficeDb db, CompanyInfo newCompany)
    {
        if (!await db.Set<Head>().AnyAsync()) db.Add(new Head { Id = 1, Position = 0 });
        if (!await db.Set<CompanyInfo>().AnyAsync()) db.Add(newCompany);
        var known = (await db.Set<Person>().Where(p => p.IsHouse).ToListAsync()).Select(p => p.Id.Value).ToHashSet();
        foreach (var who in Enum.GetValues<HouseActor>())
            if (!known.Contains((long)who)) db.Add(new Person { Id = new((long)who), Name = who.ToString(), IsHouse = true });

        await SeedAccess(db, newCompany.Currency);
        await db.SaveChangesAsync();
        foreach (var department in departments.All) await department.Seed(db, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
    }

    // Roles, their permissions and limits, and duties are data from their first day: only what the database has not met yet
    // gets what was shipped. A permission that comes with a new version goes to the roles that ship with it.
    async Task SeedAccess(BackOfficeDb db, string currency)
    {
        currency = (await db.Set<CompanyInfo>().AsNoTracking().FirstOrDefaultAsync())?.Currency ?? currency;
        var met = (await db.Set<KnownPermission>().Select(p => p.Name).ToListAsync()).ToHashSet();
        var roles = await db.Set<Role>().AsNoTracking().ToListAsync();
        var given = (await db.Set<RolePermission>().AsNoTracking().ToListAsync()).Select(p => (p.Role, p.Permission)).ToHashSet();
        var next = roles.Select(r => r.Id.Value).Where(id => id < IdAllocator.First).DefaultIfEmpty().Max();
        foreach (var (name, permissions) in ShippedRoles())
        {
            var isNew = roles.TrueForAll(r => r.Name != name);
            if (isNew) db.Add(new Role { Id = new(++next), Name = name });
            foreach (var permission in permissions.Where(p => (isNew || !met.Contains(p)) && given.Add((name, p)))) db.Add(new RolePermission { Role = name, Permission = permission });
            foreach (var limit in departments.All.SelectMany(d => d.Limits).Where(l => l.Role == name && isNew))
                db.Add(new RoleLimit { Role = name, Permission = limit.Permission, Currency = currency, AmountMinor = Money.Round(limit.Major, currency).Minor });
        }
        foreach (var permission in departments.All.SelectMany(d => d.Permissions).Select(p => p.Name).Distinct().Where(p => !met.Contains(p))) db.Add(new KnownPermission { Name = permission });

        var pairs = await db.Set<DutyPair>().AsNoTracking().ToListAsync();
        var last = pairs.Select(p => p.Id.Value).DefaultIfEmpty().Max();
        foreach (var duty in departments.All.SelectMany(d => d.Duties).Where(d => !pairs.Exists(p => p.First == d.First && p.Then == d.Then)))
            db.Add(new DutyPair { Id = new(++last), First = duty.First, Then = duty.Then, Subject = Ids.KindOf(duty.Subject), IsOn = duty.IsOn });
        if (!await db.Set<AccessPolicy>().AnyAsync()) db.Add(new AccessPolicy { Id = new(1) });
    }

    Dictionary<string, HashSet<string>> ShippedRoles()
    {
        var roles = new Dictionary<string, HashSet<string>>();
        foreach (var (role, permissions) in departments.All.SelectMany(d => d.Roles))
        {
            if (!roles.TryGetValue(role, out var all)) roles[role] = all = [];
            all.UnionWith(permissions);
        }
        return roles;
    }
}
