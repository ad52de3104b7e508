using JobPilot.Tests;

namespace JobPilot.Configuration.Tests.GoodFiles;

public sealed class GoodFilesTests
{
    private static readonly string Folder = PipelineSample.Folder();

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_GoodFile_HasNoFindings(string name)
    {
        var result = PipelineSample.LoadFile(Folder, name);

        Assert.Empty(result.Findings);
        Snapshot.MatchJson(result.Definition!.ToRedactedJson(), Path.GetFileNameWithoutExtension(name));
    }
}
