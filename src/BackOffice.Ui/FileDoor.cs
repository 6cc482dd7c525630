using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace BackOffice.Ui;

/// <summary>
/// What a door for files takes: at most so many bytes in one request, and so many files. Said as metadata, so that the limit holds
/// before the first byte is kept, and a test finds a door for files that forgot it.
/// </summary>
public sealed record FileDoor(long MostBytes, int MostFiles) : IRequestSizeLimitMetadata
{
    long? IRequestSizeLimitMetadata.MaxRequestBodySize => MostBytes + (64 * 1024);
}

public static class FileDoors
{
    /// <summary>This door takes files, within these limits.</summary>
    public static TBuilder TakesFiles<TBuilder>(this TBuilder door, long mostBytes, int mostFiles) where TBuilder : IEndpointConventionBuilder =>
        door.WithMetadata(new FileDoor(mostBytes, mostFiles));
}
