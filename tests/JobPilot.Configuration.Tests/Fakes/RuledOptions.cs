using System.ComponentModel;

namespace JobPilot.Configuration.Tests;

/// <summary>Options that name files, each of which must hold nothing but the word "good".</summary>
public sealed class RuledOptions : IFileOptions
{
    [Description("Files of rules.")]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    public IEnumerable<string> ListFiles() => Rules.Contains("broken") ? throw new InvalidOperationException("no list today") : Rules;

    public IEnumerable<Diagnostic> CheckFiles(Func<string, string> resolvePath)
    {
        foreach (var path in Rules)
        {
            if (!File.Exists(resolvePath(path)))
            {
                yield return new Diagnostic("ruled.missing", $"There is no {path}.") { Pointer = "/rules" };
            }
            else if (File.ReadAllText(resolvePath(path)) != "good")
            {
                yield return new Diagnostic("ruled.bad", $"{path} is not good.") { File = path, Line = 7, Column = 3, Pointer = "/word" };
            }
        }
    }
}
