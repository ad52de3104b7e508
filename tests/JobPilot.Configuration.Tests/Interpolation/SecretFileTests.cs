using System.Text;

namespace JobPilot.Configuration.Tests.Interpolation;

/// <summary>What <c>${file:...}</c> takes from a file.</summary>
public sealed class SecretFileTests : IDisposable
{
    private static readonly SourceLocation Place = new("sample.yaml", 1, 1);
    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _secrets = [];
    private readonly FindingList _findings = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("key", "key")]
    [InlineData("key\n", "key")]
    [InlineData("key\r\n", "key")]
    [InlineData("key\n\n", "key\n")]
    [InlineData("\uFEFFkey", "key")]
    [InlineData("a\nb", "a\nb")]
    public void Apply_File_GivesItWithoutItsLastLineEnd(string content, string expected)
    {
        Assert.Equal(expected, Fill(Encoding.UTF8.GetBytes(content)));
        Assert.Equal([expected], _secrets);
        Assert.Empty(_findings.Items);
    }

    [Fact]
    public void Apply_EmptyFile_IsNoSecret()
    {
        Assert.Equal("", Fill("\n"u8.ToArray()));
        Assert.Empty(_secrets);
    }

    [Fact]
    public void Apply_LargestFile_IsTakenAndALargerOneIsNot()
    {
        Assert.Equal(ReadLimits.MaxSecretBytes, Fill(new string('k', ReadLimits.MaxSecretBytes).Select(letter => (byte)letter).ToArray())!.Length);
        Assert.Empty(_findings.Items);

        Fill(new string('k', ReadLimits.MaxSecretBytes + 1).Select(letter => (byte)letter).ToArray());

        Assert.Contains($"it is larger than {ReadLimits.MaxSecretBytes / 1024} KB", Assert.Single(_findings.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_OtherEncoding_IsToldAndGivesNothing()
    {
        Fill([0x6B, 0xFF, 0x79]);

        Assert.Contains("it is not UTF-8", Assert.Single(_findings.Items).Message, StringComparison.Ordinal);
        Assert.Empty(_secrets);
    }

    [Theory]
    [InlineData("${file:missing.txt}", "it does not exist")]
    [InlineData("${file:none/key.txt}", "it does not exist")]
    public void Apply_NoFile_SaysWhy(string text, string reason)
    {
        Apply(text);

        Assert.Contains(reason, Assert.Single(_findings.Items).Message, StringComparison.Ordinal);
    }

    private string? Fill(byte[] content)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "key.txt"), content);
        return Apply("${file:key.txt}");
    }

    private string? Apply(string text)
    {
        var root = new ConfigMapping([new ConfigEntry("a", Place, new ConfigScalar(text, ScalarKind.Text, Place))], Place);
        return (new Interpolator(_ => null, _folder.Path, _secrets, _findings).Apply(root, "")["a"] as ConfigScalar)?.Text;
    }
}
