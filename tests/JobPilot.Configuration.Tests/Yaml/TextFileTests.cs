using System.Text;

namespace JobPilot.Configuration.Tests.Yaml;

public sealed class TextFileTests
{
    public static TheoryData<string> Encodings() => ["utf-8", "utf-8-mark", "utf-16", "utf-16BE", "utf-16-bare"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_KnownEncoding_GivesTheText(string name)
    {
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-mark" => new UTF8Encoding(true),
            "utf-16" => new UnicodeEncoding(false, true),
            "utf-16BE" => new UnicodeEncoding(true, true),
            _ => (Encoding)new UnicodeEncoding(false, false),
        };
        var findings = new FindingList();

        var text = TextFile.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("name: Zürich 東京")], "a.yaml", findings);

        Assert.Empty(findings.Items);
        Assert.Equal("name: Zürich 東京", text);
    }

    [Fact]
    public void Decode_Utf32_IsRefused()
    {
        var findings = new FindingList();

        Assert.Null(TextFile.Decode([.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("a: 1")], "a.yaml", findings));
        Assert.Equal(ErrorCodes.FileEncoding, Assert.Single(findings.Items).Code);
    }

    [Fact]
    public void Decode_Binary_IsRefusedAtItsPlace()
    {
        var findings = new FindingList();

        Assert.Null(TextFile.Decode([.. "a: 1\nb: "u8, 1, 2, 3], "a.yaml", findings));
        Assert.Equal((2, 4), (findings.Items[0].Line, findings.Items[0].Column));
    }
}
