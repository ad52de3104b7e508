using System.Text.Json.Nodes;
using JobPilot.Host.Commands;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Calls the command line in a working directory of its own, with the plugins that the host's build laid out.</summary>
internal sealed class HostRun : IDisposable
{
    public HostRun() => Directory.CreateDirectory(WorkingDirectory);

    /// <summary>Folder of the built host with its <c>plugins/</c>.</summary>
    public static string BuiltHost { get; } = Path.Combine(
        SharedData.RepositoryRoot(), "src", "JobPilot.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    public string WorkingDirectory { get; } = Path.Combine(Path.GetTempPath(), $"jobpilot-{Guid.NewGuid():N}");

    public Dictionary<string, string> Variables { get; } = [];

    public string HostDirectory { get; set; } = BuiltHost;

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public static string ShippedPipeline(string name) => Path.Combine(SharedData.RepositoryRoot(), "pipelines", name);

    public string Write(string name, string text)
    {
        var path = Path.Combine(WorkingDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<int> InvokeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HostCommandLine.InvokeAsync(args, new HostConsole
        {
            Out = output,
            Error = TextWriter.Synchronized(error),
            Variable = name => Variables.GetValueOrDefault(name),
            WorkingDirectory = WorkingDirectory,
            HostDirectory = HostDirectory,
        });
        Out = output.ToString();
        Error = error.ToString();
        return code;
    }

    /// <summary>Standard output as the one document that it must be, valid against its schema.</summary>
    public JsonObject Document(string schema)
    {
        var document = JsonNode.Parse(Out)!.AsObject();
        DocumentSchema.AssertValid(schema, document);
        return document;
    }

    /// <summary>Text with the paths of this machine masked.</summary>
    public string Masked(string text) => text.Replace(WorkingDirectory, "{work}", StringComparison.Ordinal)
        .Replace(HostDirectory, "{host}", StringComparison.Ordinal).Replace(SharedData.RepositoryRoot(), "{checkout}", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(WorkingDirectory, recursive: true);
}
