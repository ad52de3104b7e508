namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>What options of processors with rules share: the files that change them, and the shipped ones.</summary>
internal interface IRuledOptions : IFileOptions, IShippedRules
{
    /// <summary>Description of the option <c>rules</c>.</summary>
    const string Description = "Rule files that add, replace and remove rules and words: see 'Mend a wrong result'. Relative to the working directory.";

    /// <summary>Type name of the processor.</summary>
    string Section { get; }

    /// <summary>The rule files, as the author of the pipeline wrote them.</summary>
    IReadOnlyList<string> Rules { get; }

    IEnumerable<string> IFileOptions.ListFiles() => Rules;

    IEnumerable<Diagnostic> IFileOptions.CheckFiles(Func<string, string> resolvePath) => Rules.Count == 0 ? [] : RuleBook.Read(Rules, resolvePath).Findings;

    void IShippedRules.WriteShippedRules(TextWriter writer) => ShippedRules.Write(Section, writer);
}
