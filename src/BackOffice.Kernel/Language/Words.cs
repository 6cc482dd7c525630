using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BackOffice.Kernel;

/// <summary>
/// A text for people that is not yet in a language: the English template with its holes, and what fills them.
/// Written as an interpolated string, <c>$"{Number} is {State}; pack it first."</c>: the template is the key of the
/// translation, a hole is named by its expression. Text is made when it is shown (<see cref="Texts"/>).
/// </summary>
[InterpolatedStringHandler]
public sealed class Words : IEquatable<Words>
{
    readonly StringBuilder template;
    readonly List<object?> arguments;

    public Words(int literalLength, int formattedCount)
    {
        template = new(literalLength + (formattedCount * 12));
        arguments = new(formattedCount);
    }

    public Words(string template, IEnumerable<object?> arguments)
    {
        this.template = new(template);
        this.arguments = [.. arguments];
    }

    public string Template => template.ToString();
    public IReadOnlyList<object?> Arguments => arguments;

    public void AppendLiteral(string literal) => template.Append(literal);

    public void AppendFormatted<T>(T value, [CallerArgumentExpression(nameof(value))] string hole = "")
    {
        template.Append('{').Append(hole).Append('}');
        arguments.Add(value);
    }

    public void AppendFormatted<T>(T value, string? format, [CallerArgumentExpression(nameof(value))] string hole = "")
    {
        template.Append('{').Append(hole).Append('}');
        arguments.Add(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value);
    }

    public static implicit operator Words(string plain) => new(plain, []);

    public bool Equals(Words? other) => other is not null && Template == other.Template && arguments.SequenceEqual(other.arguments);
    public override bool Equals(object? other) => Equals(other as Words);
    public override int GetHashCode() => HashCode.Combine(Template, arguments.Count);

    /// <summary>The English sentence.</summary>
    public override string ToString() => Texts.English[this];
}
