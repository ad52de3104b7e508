using System.Text;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.Rules;

public sealed class RuleFileFuzzTests
{
    private static readonly string[] Words =
    [
        "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "|\n  ", "'", "\"", "\\u", "# ", "---\n", "\t", "\n  ", "~", "1e999", "version: 1", "add:", "replace:", "remove:", "id: ", "phrase: ",
        "classify_job:", "seniority:", "level: lead", "text: ", "normalize_title:", "roles:", "seniority.intern", "\u0085", "\uFEFF", "é", "0.5",
    ];

    [Fact]
    public void Read_AnyText_GivesChangesOrFindings() => new FuzzRun(
        "rules",
        Words,
        "version: 1\nclassify_job:\n  seniority:\n    add:\n      - { id: a, level: lead, phrase: Boss, not_after: [of, 'the'] }\n    replace:\n      - { id: seniority.intern, level: lead, phrase: x y }\n    remove: [seniority.trainee]\n",
        "version: 1\nnormalize_title:\n  roles: { add: [a, \"b\", { id: c, text: d }] }\nscore_quality:\n  flags: { add: [{ flag: a, cost: 0.5 }] }\n").Run(input =>
        {
            var file = RuleFileReader.Read(Encoding.UTF8.GetString(input), "fuzz.yaml");
            Assert.All(file.Findings, finding => Assert.True(finding is { Line: > 0, Column: > 0, Fix.Length: > 0 } && finding.Code.StartsWith("rules.", StringComparison.Ordinal)));
            Assert.All(file.Changes, change => Assert.True(change.Kind == RuleChangeKind.Remove ? change.Row is null : change.Row!.Length == change.List.Width));
        });
}
