using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the CycloneDX bill of materials of a project from project.assets.json: every package that restore resolved, with the SHA-512 of its
/// archive and the licence that its nuspec states, and the few parts that are no packages. It holds no time and no chance, so that the
/// same sources make the same file.
/// </summary>
public class WriteSbom : Task
{
    [Required] public string Assets { get; set; }
    [Required] public string Target { get; set; }
    [Required] public string Name { get; set; }
    [Required] public string Version { get; set; }

    public override bool Execute()
    {
        XElement assets;
        using (var reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(Assets), XmlDictionaryReaderQuotas.Max)) assets = XElement.Load(reader);
        var folders = assets.Element("packageFolders").Elements().Select(KeyOf).ToList();
        var components = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in assets.Element("libraries").Elements().Where(l => (string)l.Element("type") == "package"))
        {
            var parts = KeyOf(library).Split('/');
            components["pkg:nuget/" + parts[0] + "@" + parts[1]] = Package(parts[0], parts[1], (string)library.Element("sha512"), Licence(folders, (string)library.Element("path"), parts[0]));
        }
        components["font"] = Part("Inter", "4", "OFL-1.1");
        components["icons"] = Part("Lucide icons", "1.62", "ISC");

        var json = new StringBuilder();
        json.Append("{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n  \"version\": 1,\n  \"metadata\": { \"component\": { \"type\": \"application\", \"bom-ref\": ").Append(Quoted(Name))
            .Append(", \"name\": ").Append(Quoted(Name)).Append(", \"version\": ").Append(Quoted(Version)).Append(" } },\n  \"components\": [\n    ")
            .Append(string.Join(",\n    ", components.Values)).Append("\n  ]\n}\n");
        File.WriteAllText(Target, json.ToString());
        return true;
    }

    // Names that are no XML names stand in an attribute.
    static string KeyOf(XElement element) => (string)element.Attribute("item") ?? element.Name.LocalName;

    static string Package(string name, string version, string sha512, string licence)
    {
        var purl = "pkg:nuget/" + name + "@" + version;
        var hash = string.IsNullOrEmpty(sha512) ? "" : ", \"hashes\": [ { \"alg\": \"SHA-512\", \"content\": " + Quoted(string.Concat(Convert.FromBase64String(sha512).Select(b => b.ToString("x2")))) + " } ]";
        return "{ \"type\": \"library\", \"bom-ref\": " + Quoted(purl) + ", \"name\": " + Quoted(name) + ", \"version\": " + Quoted(version) + ", \"purl\": " + Quoted(purl) + hash + Licences(licence) + " }";
    }

    static string Part(string name, string version, string licence) =>
        "{ \"type\": \"library\", \"bom-ref\": " + Quoted(name) + ", \"name\": " + Quoted(name) + ", \"version\": " + Quoted(version) + Licences(licence) + " }";

    static string Licences(string licence) => licence == null ? "" : licence.Contains(" ") || licence.StartsWith("see ", StringComparison.Ordinal)
        ? ", \"licenses\": [ { \"license\": { \"name\": " + Quoted(licence) + " } } ]" : ", \"licenses\": [ { \"license\": { \"id\": " + Quoted(licence) + " } } ]";

    // What the package itself says: an expression, else that it is in a file or at an address.
    static string Licence(IEnumerable<string> folders, string path, string name)
    {
        var nuspec = folders.Select(folder => Path.Combine(folder, path ?? "", name.ToLowerInvariant() + ".nuspec")).FirstOrDefault(File.Exists);
        if (nuspec == null) return null;
        var metadata = XDocument.Load(nuspec).Root.Elements().First(e => e.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        if (licence != null) return (string)licence.Attribute("type") == "expression" ? licence.Value.Trim() : "see " + licence.Value.Trim() + " in the package";
        var address = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "licenseUrl");
        return address == null ? null : "see " + address.Value.Trim();
    }

    static string Quoted(string text) => "\"" + string.Concat((text ?? "").Select(c => c == '"' || c == '\\' ? "\\" + c : c < ' ' ? " " : c.ToString())) + "\"";
}
