namespace BackOffice.Tests.Support;

/// <summary>Finds the files of tests/data from wherever the tests run.</summary>
static class SupportData
{
    public static string Path(string under)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "BackOffice.sln"))) folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), "tests", "data", under);
    }

    public static byte[] Bytes(string under) => File.ReadAllBytes(Path(under));
}
