using System.Text;
using JobPilot.Tests;

namespace JobPilot.Configuration.Tests.Yaml;

public sealed class PipelineFileReaderFuzzTests
{
    private static readonly string[] Words =
    [
        "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "!<tag:x> ", "<<: *a", "|\n  ", ">-\n ", "'", "\"", "\\u", "\\x", "# ", "---\n", "...\n", "%YAML 1.2\n", "\t", "\r\n", "? ",
        "\n  ", "${env:A}", "${env:A:-b}", "${file:x}", "$${", "~", "1e999", "0x", ".inf", "\u0085", "\u2028", "\uFEFF", "version: 1", "collectors:",
    ];

    [Fact]
    public void Read_AnyText_GivesATreeOrFindings() => new FuzzRun(
        "yaml",
        Words,
        "version: 1\nname: a\ncollectors:\n  - type: demo\n    options: { records: 5, seed: 1 }\nsinks: [{ type: jsonl, options: { path: 'x' } }]\n",
        "a: &a\n  b: [1, 2.5, true, null, \"q\\n\", 'r']\nc:\n  <<: *a\n  d: |\n    text\n    more\n  e: >-\n    folded\n").Run(input =>
        {
            var findings = new FindingList();
            var tree = PipelineFileReader.Read(Encoding.UTF8.GetString(input), "fuzz.yaml", findings);
            Assert.True(tree is not null || findings.Errors > 0, "Neither a tree nor a finding.");
        });
}
