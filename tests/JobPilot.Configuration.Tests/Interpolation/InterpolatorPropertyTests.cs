using FsCheck;
using FsCheck.Xunit;

namespace JobPilot.Configuration.Tests.Interpolation;

/// <summary>What holds of filling in, whatever stands in the file and in the environment.</summary>
public sealed class InterpolatorPropertyTests
{
    private static readonly SourceLocation Place = new("sample.yaml", 1, 1);

    [Property(MaxTest = 2000)]
    public void Apply_Variable_StandsThereAsItIsAndIsNotReadAgain(NonNull<string> before, NonNull<string> value, NonNull<string> after)
    {
        var (left, right) = (Plain(before.Get), Plain(after.Get));
        var tricky = value.Get + "${env:OTHER}$${x}${file:/etc/hostname}";

        var (text, errors) = Fill($"{left}${{env:VALUE}}{right}", new() { ["VALUE"] = tricky, ["OTHER"] = "other" });

        Assert.Equal($"{left}{tricky}{right}", text);
        Assert.Equal(0, errors);
    }

    [Property(MaxTest = 2000)]
    public void Apply_TextWithoutAPlaceholder_StaysAsItIs(NonNull<string> value)
    {
        var text = Plain(value.Get);

        Assert.Equal((text, 0), Fill(text, []));
        Assert.Equal(("${" + text, 0), Fill("$${" + text, []));
    }

    [Property(MaxTest = 2000)]
    public void Apply_Default_CountsWhereTheVariableIsMissingOrEmpty(NonNull<string> value, bool isEmpty)
    {
        var fallback = Plain(value.Get).Replace("}", "", StringComparison.Ordinal);

        Assert.Equal((fallback, 0), Fill($"${{env:VALUE:-{fallback}}}", isEmpty ? new() { ["VALUE"] = "" } : []));
    }

    [Property(MaxTest = 5000)]
    public void Apply_AnyText_IsFilledOrFound(int[] parts)
    {
        string[] words = ["${", "$${", "}", "env:", "VALUE", "OTHER", ":-", "file:", "$", "{", "a", " ", "é", "\n", "\0"];
        var text = string.Concat((parts ?? []).Select(part => words[(int)((uint)part % words.Length)]));

        var (filled, errors) = Fill(text, new() { ["VALUE"] = "v" });

        Assert.True(filled is not null || errors > 0, text);
    }

    /// <summary>Without what begins a placeholder, also at the joint with the next one.</summary>
    private static string Plain(string text) => text.Replace("$", "", StringComparison.Ordinal);

    private static (string? Text, int Errors) Fill(string text, Dictionary<string, string> variables)
    {
        var findings = new FindingList();
        var root = new ConfigMapping([new ConfigEntry("a", Place, new ConfigScalar(text, ScalarKind.Text, Place))], Place);
        var filled = new Interpolator(variables.GetValueOrDefault, Path.GetTempPath(), new HashSet<string>(), findings).Apply(root, "")["a"];
        return (findings.Errors == 0 ? (filled as ConfigScalar)?.Text : null, findings.Errors);
    }
}
