namespace BackOffice.Web;

/// <summary>
/// Rings for all walls at once when anything is new that one of them could show; each then looks whether it is new to it. One task
/// that all wait for: to wait for the first of several costs each wall, at each beat, as much as there are walls.
/// </summary>
sealed class Bell
{
    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it rings. Take it before looking what is new.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Ring() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
