using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>The kernel's own tables.</summary>
static class KernelMap
{
    public static void Map(ModelBuilder model, BackOfficeDb db)
    {
        model.Entity<CompanyInfo>(e => { e.ToTable("Companies"); e.HasKey(c => c.Id); });
        model.Entity<Head>(e => { e.ToTable("Heads"); e.HasKey(h => h.Id); });
        model.Entity<LogEntry>(e =>
        {
            e.ToTable("LogEntries"); e.HasKey(l => l.Position);
            e.HasIndex(l => l.CommandId);
            e.Property(l => l.Origin).HasMaxLength(Origins.Most);
            Only(e, "LogEntries");
        });
        model.Entity<LogSubject>(e => { e.ToTable("LogSubjects"); e.HasKey(s => new { s.Kind, s.Id, s.Position }); Only(e, "LogSubjects"); });
        model.Entity<LogLink>(e =>
        {
            e.ToTable("LogLinks"); e.HasKey(l => l.Last);
            e.HasIndex(l => l.First).IsUnique(); e.Property(l => l.Hash).HasMaxLength(64);
            Only(e, "LogLinks");
        });
        model.Entity<CommandRow>(e => { e.ToTable("Commands"); e.HasKey(c => c.Id); e.Property(c => c.Id).HasMaxLength(100); e.HasIndex(c => c.At); });
        model.Entity<ErrandRow>(e =>
        {
            e.ToTable("Errands"); e.HasKey(r => r.Id);
            e.HasIndex(r => new { r.State, r.NextAt }); e.HasIndex(r => new { r.Subject, r.State });
        });
        model.Entity<Restore>(e => { e.HasKey(r => r.Id); e.HasIndex(r => r.LiftedAt); });
        model.Entity<IdBlock>(e => { e.ToTable("IdBlocks"); e.HasKey(b => b.Kind); });
        model.Entity<Series>(e => { e.ToTable("NumberSeries"); e.HasKey(s => new { s.Name, s.Year }); });
        model.Entity<Due>(e => { e.ToTable("Dues"); e.HasKey(d => d.Key); e.HasIndex(d => d.At); });
        model.Entity<Draft>(e => { e.ToTable("Drafts"); e.HasKey(d => new { d.Person, d.Subject, d.Kind }); });
        model.Entity<LookupRow>(e =>
        {
            e.ToTable("Lookups"); e.HasKey(l => new { l.Kind, l.Subject, l.Term });
            e.HasIndex(l => l.Term); e.Property(l => l.Term).HasMaxLength(200);
            // What the record's own row rule hides besides is added by RowRules.ForPalette.
            e.HasQueryFilter("reach", l => (db.Reach.OnlyOwn == null || l.Owner == null || l.Owner == db.Reach.OnlyOwn) && (db.Reach.OnlyAt == null || l.Place == null || l.Place == db.Reach.OnlyAt));
        });
        model.Entity<Lease>(e => { e.ToTable("Leases"); e.HasKey(l => l.Name); e.Property(l => l.Name).HasMaxLength(100); });
        model.Entity<NamedLock>(e => { e.ToTable("NamedLocks"); e.HasKey(l => l.Name); });
        model.Entity<Person>(e =>
        {
            e.ToTable("People"); e.HasKey(p => p.Id);
            e.HasIndex(p => p.Login).IsUnique();
            e.HasIndex(p => new { p.Issuer, p.Subject }).IsUnique();
            e.HasMany(p => p.Roles).WithOne().HasForeignKey(r => r.Person);
            e.Navigation(p => p.Roles).AutoInclude();
        });
        model.Entity<PersonRole>(e => { e.ToTable("PersonRoles"); e.HasKey(r => new { r.Person, r.Role }); e.HasIndex(r => r.Role); });
        model.Entity<Role>(e => { e.ToTable("Roles"); e.HasKey(r => r.Id); e.HasIndex(r => r.Name).IsUnique(); e.Property(r => r.Name).HasMaxLength(80); });
        model.Entity<RolePermission>(e => { e.ToTable("RolePermissions"); e.HasKey(p => new { p.Role, p.Permission }); });
        model.Entity<RoleLimit>(e => { e.ToTable("RoleLimits"); e.HasKey(l => new { l.Role, l.Permission, l.Currency }); e.Property(l => l.Currency).HasMaxLength(3); });
        model.Entity<KnownPermission>(e => { e.ToTable("KnownPermissions"); e.HasKey(p => p.Name); });
        model.Entity<DutyPair>(e => { e.ToTable("DutyPairs"); e.HasKey(p => p.Id); e.HasIndex(p => new { p.First, p.Then }).IsUnique(); e.Property(p => p.First).HasMaxLength(80); e.Property(p => p.Then).HasMaxLength(80); });
        model.Entity<AccessPolicy>(e => { e.ToTable("AccessPolicies"); e.HasKey(p => p.Id); });
        model.Entity<PersonSession>(e =>
        {
            e.ToTable("PersonSessions"); e.HasKey(s => s.Id);
            e.HasIndex(s => new { s.Person, s.EndedAt }); e.HasIndex(s => s.DirectorySession);
            e.Property(s => s.From).HasMaxLength(64); e.Property(s => s.Browser).HasMaxLength(60);
        });
        model.Entity<ApiKey>(e =>
        {
            e.ToTable("ApiKeys"); e.HasKey(k => k.Id);
            e.HasIndex(k => k.Hash).IsUnique(); e.Property(k => k.Hash).HasMaxLength(64);
        });
        model.Entity<CheckRow>(e => { e.ToTable("Checks"); e.HasKey(c => c.Name); e.Property(c => c.Name).HasMaxLength(80); });
        model.Entity<Wall>(e =>
        {
            e.ToTable("Walls"); e.HasKey(w => w.Id);
            e.HasIndex(w => w.Hash).IsUnique(); e.Property(w => w.Hash).HasMaxLength(64);
            e.Ignore(w => w.BoardNames);
        });
        model.Entity<WallCode>(e =>
        {
            e.ToTable("WallCodes"); e.HasKey(c => c.Device); e.Property(c => c.Device).HasMaxLength(64);
            e.HasIndex(c => c.Code).IsUnique(); e.Property(c => c.Code).HasMaxLength(64);
            e.HasIndex(c => c.ShownAt);
        });
        model.Entity<WallTry>(e => { e.ToTable("WallTries"); e.HasKey(t => t.Id); e.HasIndex(t => t.At); });
        model.Entity<Webhook>(e => { e.ToTable("Webhooks"); e.HasKey(w => w.Id); e.Property(w => w.Secret).HasMaxLength(1000); e.Property(w => w.OldSecret).HasMaxLength(1000); });
        model.Entity<WebhookDelivery>(e =>
        {
            e.ToTable("WebhookDeliveries"); e.HasKey(d => new { d.Webhook, d.Position });
            e.HasIndex(d => new { d.Webhook, d.State, d.Subject, d.Position }); e.HasIndex(d => new { d.State, d.Position }); e.HasIndex(d => d.Position);
        });
        model.Entity<WebhookTry>(e => { e.ToTable("WebhookTries"); e.HasKey(t => new { t.Webhook, t.Position, t.Number }); });
        model.Entity<StoredFile>(e => { e.ToTable("StoredFiles"); e.HasKey(f => f.Hash); e.Property(f => f.Hash).HasMaxLength(64); });
        model.Entity<Customer>(e =>
        {
            e.HasKey(c => c.Id);
            e.HasIndex(c => c.ExternalId).IsUnique();
            e.HasIndex(c => c.Email); e.HasIndex(c => new { c.Name, c.Id });
        });
    }

    // SQL Server has to be told of the guards, or its way of writing many rows fails.
    static void Only<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity, string table) where T : class => entity.ToTable(table, t =>
    {
        t.HasTrigger(LogGuards.NameOf(table, "UPDATE"));
        t.HasTrigger(LogGuards.NameOf(table, "DELETE"));
    });
}
