namespace JobPilot.Configuration.Tests.Schema;

/// <summary>What is said to write in place of a value of the wrong type.</summary>
public sealed class TypeFixTests
{
    [Theory]
    [InlineData("remote_only: 'yes'", "Write `true`.")]
    [InlineData("remote_only: 'off'", "Write `false`.")]
    [InlineData("remote_only: 'NO'", "Write `false`.")]
    [InlineData("remote_only: 'true'", "Write `true` without quotes.")]
    [InlineData("remote_only: maybe", "Write `true` or `false`.")]
    [InlineData("remote_only:", "Give a value, or remove the key.")]
    [InlineData("requests_per_minute: '60'", "Remove the quotes.")]
    [InlineData("requests_per_minute: many", "Write a whole number such as `10`, without quotes.")]
    [InlineData("requests_per_minute: [60]", "Write a whole number such as `10`, without quotes.")]
    [InlineData("share: much", "Write a number such as `0.5`, without quotes.")]
    [InlineData("language: [en]", "Write one value in quotes.")]
    [InlineData("timeout: [30s]", "Write a number with its unit, such as `30s` or `5m`.")]
    [InlineData("kinds: remote", "Write `[remote]`.")]
    [InlineData("kinds: 'a, b'", "Write each entry on a line of its own that begins with `- `.")]
    [InlineData("kinds: 'a kind that is longer than what is worth showing'", "Write each entry on a line of its own that begins with `- `.")]
    [InlineData("kinds: abcdefghijklmnopqrstuvwxyz-abcdefghijklm", "Write `[abcdefghijklmnopqrstuvwxyz-abcdefghijklm]`.")]
    [InlineData("headers: none", "Write `key: value` pairs, one a line and further in.")]
    public void Load_OptionOfWrongType_SaysWhatToWrite(string option, string fix)
    {
        var finding = Assert.Single(PipelineSample.LoadText($$"""
            version: 1
            name: sample
            collectors:
              - type: board
                options:
                  searches: [{ query: nurse }]
                  {{option}}
            sinks: [{ type: file, options: { path: out.jsonl } }]
            """).Findings);

        Assert.Equal(("options.wrong_type", fix), (finding.Code, finding.Fix));
    }
}
