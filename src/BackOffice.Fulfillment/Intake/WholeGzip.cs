using System.IO.Compression;

namespace BackOffice.Fulfillment;

/// <summary>
/// Unpacks gzip, whole and bounded. The framework reads a file that was cut off as if it simply ended; here the end is proven: a
/// small member of ours is put behind the file, and unless it comes out at the end, what came before was not complete.
/// </summary>
sealed class WholeGzip : Stream
{
    static readonly byte[] mark = [.. "the end of the file, put here by its reader "u8, 0, 1, 2, 3];
    static readonly byte[] packedMark = Pack(mark);

    readonly GZipStream inner;
    readonly long most;
    readonly byte[] ahead = new byte[65_536];
    int from, held;
    long given;
    bool ended;

    public WholeGzip(Stream packed, long most)
    {
        this.most = most;
        inner = new(new Followed(packed, packedMark), CompressionMode.Decompress);
    }

    // The last bytes are always held back: they are the mark, or the file was cut off.
    public override int Read(Span<byte> into)
    {
        while (!ended && held - from <= mark.Length) Fill();
        var ready = held - from - mark.Length;
        if (ready <= 0) return 0;
        var taken = Math.Min(ready, into.Length);
        ahead.AsSpan(from, taken).CopyTo(into);
        from += taken;
        if ((given += taken) > most) throw new InvalidDataException($"it unpacks to more than {most / 1_048_576} MB");
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    void Fill()
    {
        ahead.AsSpan(from, held - from).CopyTo(ahead);
        (from, held) = (0, held - from);
        int read;
        try { read = inner.Read(ahead.AsSpan(held)); }
        catch (InvalidDataException) { throw CutOff(); }
        if (read == 0)
        {
            ended = true;
            if (held < mark.Length || !ahead.AsSpan(held - mark.Length, mark.Length).SequenceEqual(mark)) throw CutOff();
        }
        held += read;
    }

    static InvalidDataException CutOff() => new("the compressed file is cut off or damaged; ask for it again");

    static byte[] Pack(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.NoCompression)) gzip.Write(content);
        return memory.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // One stream, then some bytes.
    sealed class Followed(Stream first, byte[] then) : Stream
    {
        int given;

        public override int Read(Span<byte> into)
        {
            var read = given == 0 ? first.Read(into) : 0;
            if (read > 0 || into.IsEmpty) return read;
            var some = Math.Min(into.Length, then.Length - given);
            then.AsSpan(given, some).CopyTo(into);
            given += some;
            return some;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
