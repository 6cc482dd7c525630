using Microsoft.Data.SqlClient;

namespace BackOffice.Kernel;

/// <summary>
/// SQL Server takes many writers at once: a connection and a transaction for each job. Deadlocks and lost connections
/// run the job again on a new connection, with back-off; its command id makes that safe even when the outcome of a
/// commit is unknown.
/// </summary>
sealed class SqlServerWriter(Database database) : IWriter
{
    const int MostTries = 4;
    static readonly HashSet<int> passing = [1205, 1222, 3960, -2, 64, 233, 10053, 10054, 10060, 40197, 40501, 40613, 49918, 49919, 49920];

    public void Enqueue(WriteJob job, bool behind = false) => _ = Run(job);

    public void Dispose() { }

    async Task Run(WriteJob job)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Once(job);
                job.Committed();
                return;
            }
            catch (SqlException e) when (attempt < MostTries && passing.Contains(e.Number)) { await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt * attempt)); }
            catch (Exception e)
            {
                job.Failed(e);
                return;
            }
        }
    }

    async Task Once(WriteJob job)
    {
        var connection = new SqlConnection(database.Settings.ConnectionString);
        using var writing = new Writing(database, connection, keepsStatements: false);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
        writing.Begin(transaction);
        await job.Run(writing);
        writing.Log.Write();
        await transaction.CommitAsync();
    }
}
