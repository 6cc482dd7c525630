using System.Runtime.CompilerServices;
using System.Text;

namespace BackOffice.Support;

/// <summary>
/// Makes the world's charsets known before anything here runs: MimeKit looks once, at its first use, which of them there are. When a
/// letter of ours was the first, no Japanese mail could be read any more until the next start.
/// </summary>
static class Charsets
{
#pragma warning disable CA2255 // There is no other moment that is surely before the first use.
    [ModuleInitializer]
    internal static void Know() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
#pragma warning restore CA2255
}
