using JobPilot.Tests;

namespace JobPilot.Configuration.Tests.BadFiles;

public sealed class BadFilesTests
{
    private static readonly string Folder = PipelineSample.Folder();

    public static TheoryData<string> Files() => [.. Directory.EnumerateFileSystemEntries(Folder)
        .Select(Path.GetFileName).OfType<string>()
        .Where(name => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".bin", StringComparison.Ordinal))
        .Append("file.not_found.yaml")
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_BadFile_TellsEachMistakeOnce(string name)
    {
        var code = Path.GetFileNameWithoutExtension(name);

        var result = PipelineSample.LoadFile(Folder, name);

        Assert.Contains(result.Findings, finding => finding.Code == code);
        Assert.Equal(result.Definition is null, result.Findings.Any(finding => finding.Severity == DiagnosticSeverity.Error));
        Assert.All(result.Findings, finding => Assert.True(finding.Line > 0 && finding.Column > 0 && finding.File is not null));
        Snapshot.Match(string.Join('\n', result.Findings.Select(finding => $"{finding.Severity.ToString().ToLowerInvariant()} {finding}")), code);
    }
}
