namespace BackOffice.Bench;

/// <summary><c>--name value</c> pairs of the command line.</summary>
sealed class Options(string[] args)
{
    public int Number(string name, int otherwise) => int.TryParse(Text(name), out var number) ? number : otherwise;
    public double Real(string name, double otherwise) => double.TryParse(Text(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    public bool Has(string name) => args.Contains("--" + name);
    public string? Text(string name) => Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    /// <summary>The value below which this part (0 to 1) of the sorted figures lies.</summary>
    public static double Percentile(List<double> sorted, double part) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
