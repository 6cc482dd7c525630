namespace BackOffice.Kernel;

/// <summary>
/// One view with one reach, shared by everyone who watches it: who they are, which tables it reads, what it said last, and
/// whether something has changed since. Knows nothing of threads and queues; whoever reads it does (<see cref="ViewReads"/>).
/// </summary>
sealed class SharedView(IView view, Reach reach)
{
    const int MostMeanwhile = 256;

    readonly Lock gate = new();
    readonly List<Watch> watches = [];
    readonly IReadOnlyList<IId> about = [.. view.About];
    readonly List<Touched> meanwhile = [];
    HashSet<string> tables = [];
    bool isDirty, isReading, isQueued, isDropped;
    int untold;
    long readFrom, wokenAt;
    DateTime? leftAt;
    int failures;

    public IView View { get; } = view;
    public Reach Reach { get; } = reach;
    public Snapshot? Current { get; private set; }
    public Exception? Failure { get; private set; }
    /// <summary>When it has to be read again by itself; see <see cref="IView.WakesAt"/>.</summary>
    public DateTime? WakesAt { get; private set; }
    public int Watchers { get { lock (gate) return watches.Count; } }

    /// <summary>False when it was just dropped: the watch needs a new one.</summary>
    public bool Add(Watch watch)
    {
        lock (gate)
        {
            if (isDropped) return false;
            watches.Add(watch);
            leftAt = null;
            return true;
        }
    }

    public void Remove(Watch watch, DateTime now)
    {
        lock (gate)
        {
            watches.Remove(watch);
            if (watches.Count == 0) leftAt = now;
        }
    }

    public bool IsForgotten(DateTime now, TimeSpan after)
    {
        lock (gate) return isDropped = isDropped || (watches.Count == 0 && leftAt is { } left && now - left > after);
    }

    public bool IsWokenBy(List<Touched> touched, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds)
    {
        lock (gate)
        {
            if (Current is null && Failure is null) return true; // its tables are not known yet
            if (Wakes(touched, kinds)) return true;
            // What it reads just now may be more than it read before: judged when that is known.
            if (isReading && !isDirty) meanwhile.AddRange(touched);
            return meanwhile.Count > MostMeanwhile;
        }
    }

    bool Wakes(List<Touched> touched, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds)
    {
        foreach (var table in tables)
            foreach (var change in touched)
                if (change.Wakes(table, kinds.GetValueOrDefault(table) ?? new HashSet<string>(), about)) return true;
        return false;
    }

    /// <summary>Something it shows has changed; true when it has to be queued for reading.</summary>
    public bool MarkDirty(long committed)
    {
        lock (gate)
        {
            isDirty = true;
            if (wokenAt == 0) wokenAt = committed;
            if (isQueued || isDropped) return false;
            return isQueued = true;
        }
    }

    /// <summary>When the oldest change was passed on that this read will show.</summary>
    public long BeginsReading()
    {
        lock (gate)
        {
            (isDirty, isReading) = (false, true);
            meanwhile.Clear();
            var since = wokenAt;
            wokenAt = 0;
            return since;
        }
    }

    /// <summary>After a read and its rest: true if something came in the meantime, so that it stays queued.</summary>
    public bool IsWantedAgain() { lock (gate) return (isDirty && !isDropped) || (isQueued = false); }

    /// <summary>What was read now; who has to be told of it, before <see cref="Told"/>.</summary>
    public Watch[] Show(Snapshot snapshot, HashSet<string> read, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds, DateTime? wakesAt)
    {
        lock (gate)
        {
            isReading = false;
            var isOlder = Current is not null && snapshot.Position < Current.Position;
            var same = isOlder || (Current is not null && Equals(Current.Value, snapshot.Value) && Failure is null);
            untold++;
            if (isOlder) return [];
            tables = read;
            if (Wakes(meanwhile, kinds)) isDirty = true;
            meanwhile.Clear();
            WakesAt = wakesAt;
            (Failure, failures) = (null, 0);
            Current = snapshot;
            return same ? [] : [.. watches];
        }
    }

    /// <summary>Everyone who watches knows what was read up to here.</summary>
    public void Told(long position)
    {
        lock (gate)
        {
            readFrom = Math.Max(readFrom, position);
            untold--;
        }
        foreach (var watch in Watches()) watch.Reached();
    }

    /// <summary>It could not be read; how many times in a row.</summary>
    public int Fail(Exception exception, long position)
    {
        int inARow;
        lock (gate)
        {
            (Failure, readFrom, isReading) = (exception, position, false);
            inARow = ++failures;
        }
        foreach (var watch in Watches()) { watch.Tell(); watch.Reached(); }
        return inARow;
    }

    /// <summary>What it shows is true up to here: the feed's position, unless something that touched it is still being read.</summary>
    public long ReadTo(long feedPosition) { lock (gate) return isDirty || isReading || untold > 0 ? readFrom : Math.Max(readFrom, feedPosition); }

    Watch[] Watches() { lock (gate) return [.. watches]; }
}
