using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace BackOffice.Testing;

/// <summary>
/// The few signs of MessagePack that a circuit speaks (protocol <c>blazorpack</c>): each frame is its length as a varint and
/// one array. Written here, since the framework keeps its own to itself.
/// </summary>
static class BlazorPack
{
    public static readonly byte[] Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();
    public static readonly byte[] Ping = [2, 0x91, 6];

    /// <summary>An invocation as a frame; without an id no answer is wanted.</summary>
    public static byte[] Invoke(string? id, string target, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>(256);
        Write(body, [0x96, 1, 0x80]);
        Value(body, id);
        Value(body, target);
        Write(body, [0xdc, (byte)(arguments.Length >> 8), (byte)arguments.Length]);
        foreach (var argument in arguments) Value(body, argument);
        Write(body, [0x90]);

        var frame = new ArrayBufferWriter<byte>(body.WrittenCount + 5);
        var length = body.WrittenCount;
        do Write(frame, [(byte)((length & 127) | (length > 127 ? 128 : 0))]); while ((length >>= 7) > 0);
        Write(frame, body.WrittenSpan);
        return frame.WrittenSpan.ToArray();
    }

    static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes) => to.Write(bytes);

    static void Value(ArrayBufferWriter<byte> to, object? value)
    {
        switch (value)
        {
            case null: Write(to, [0xc0]); break;
            case bool yes: Write(to, [yes ? (byte)0xc3 : (byte)0xc2]); break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                var head = new byte[5];
                head[0] = 0xdb;
                BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), bytes.Length);
                Write(to, head);
                Write(to, bytes);
                break;
            default:
                var number = new byte[9];
                number[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(number.AsSpan(1), Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                Write(to, number);
                break;
        }
    }

    /// <summary>Takes the next whole frame off the front; false if it has not all come.</summary>
    public static bool TryFrame(ref ReadOnlySpan<byte> all, out ReadOnlySpan<byte> frame)
    {
        frame = default;
        int length = 0, at = 0;
        while (true)
        {
            if (at >= all.Length) return false;
            var part = all[at];
            length |= (part & 127) << (7 * at++);
            if (part < 128) break;
        }
        if (all.Length < at + length) return false;
        frame = all.Slice(at, length);
        all = all[(at + length)..];
        return true;
    }
}

/// <summary>Reads a frame from left to right.</summary>
ref struct PackReader(ReadOnlySpan<byte> rest)
{
    ReadOnlySpan<byte> rest = rest;

    public int Array() => Head() switch
    {
        var sign and >= 0x90 and <= 0x9f => sign & 15,
        0xdc => (int)Big(2),
        0xdd => (int)Big(4),
        var sign => throw new InvalidDataException($"No array: {sign:x}"),
    };

    public long Long()
    {
        var sign = Head();
        return sign switch
        {
            <= 0x7f => sign,
            >= 0xe0 => (sbyte)sign,
            0xcc => (long)Big(1),
            0xcd => (long)Big(2),
            0xce => (long)Big(4),
            0xcf => (long)Big(8),
            0xd0 => (sbyte)Big(1),
            0xd1 => (short)Big(2),
            0xd2 => (int)Big(4),
            0xd3 => (long)Big(8),
            _ => throw new InvalidDataException($"No number: {sign:x}"),
        };
    }

    /// <summary>A text or bytes; empty for nil.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var sign = Head();
        return sign switch
        {
            0xc0 => default,
            >= 0xa0 and <= 0xbf => Take(sign & 31),
            0xc4 or 0xd9 => Take((int)Big(1)),
            0xc5 or 0xda => Take((int)Big(2)),
            0xc6 or 0xdb => Take((int)Big(4)),
            _ => throw new InvalidDataException($"No text: {sign:x}"),
        };
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public void Skip()
    {
        var sign = Head();
        switch (sign)
        {
            case <= 0x7f or >= 0xe0 or 0xc0 or 0xc2 or 0xc3: break;
            case >= 0x80 and <= 0x8f: Many((sign & 15) * 2); break;
            case >= 0x90 and <= 0x9f: Many(sign & 15); break;
            case >= 0xa0 and <= 0xbf: Take(sign & 31); break;
            case 0xc4 or 0xd9: Take((int)Big(1)); break;
            case 0xc5 or 0xda: Take((int)Big(2)); break;
            case 0xc6 or 0xdb: Take((int)Big(4)); break;
            case 0xcc or 0xd0: Take(1); break;
            case 0xcd or 0xd1: Take(2); break;
            case 0xca or 0xce or 0xd2: Take(4); break;
            case 0xcb or 0xcf or 0xd3: Take(8); break;
            case 0xdc: Many((int)Big(2)); break;
            case 0xdd: Many((int)Big(4)); break;
            case 0xde: Many((int)Big(2) * 2); break;
            default: throw new InvalidDataException($"Unknown sign {sign:x}.");
        }
    }

    void Many(int count) { for (var i = 0; i < count; i++) Skip(); }
    byte Head() => Take(1)[0];

    ulong Big(int bytes)
    {
        var value = 0UL;
        foreach (var part in Take(bytes)) value = (value << 8) | part;
        return value;
    }

    ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
