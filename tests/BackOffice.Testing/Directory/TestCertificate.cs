using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BackOffice.Testing;

/// <summary>A certificate for this machine's own names, made for a run of tests; who trusts its file talks https as in life.</summary>
public sealed class TestCertificate : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("backoffice-certificate-").FullName;

    public TestCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=backoffice-tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(Path, Certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(BothPath, Certificate.Export(X509ContentType.Pkcs12));
    }

    public X509Certificate2 Certificate { get; }
    public string Path => System.IO.Path.Combine(folder, "certificate.pem");
    public string BothPath => System.IO.Path.Combine(folder, "both.pfx");
    public string KeyPath => System.IO.Path.Combine(folder, "key.pem");

    /// <summary>What a portal that speaks https, and trusts a directory with the same certificate, is started with.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["Kestrel__Certificates__Default__Path"] = Path,
        ["Kestrel__Certificates__Default__KeyPath"] = KeyPath,
        ["SSL_CERT_FILE"] = Path,
    };

    /// <summary>Speaks to this certificate and to no other; keeps no cookies and follows nothing.</summary>
    public HttpClient Http() => new(Handler());

    public SocketsHttpHandler Handler() => new()
    {
        SslOptions = new() { RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs?.GetRawCertData().AsSpan().SequenceEqual(Certificate.RawData) is true },
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    public void Dispose()
    {
        Certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
