namespace JobPilot;

/// <summary>
/// Ability of an options class whose options name files that decide what the component does: rules, word lists, mappings, rates. The host then checks them
/// with the pipeline, and a run's configuration hash tells a changed file from the same one. Not for files that are collected from or written to.
/// </summary>
public interface IFileOptions
{
    /// <summary>
    /// Paths as the author wrote them, in the order in which they are read; empty where none is named. Called by the host after binding, on any thread; opens
    /// nothing. Must not throw.
    /// </summary>
    IEnumerable<string> ListFiles();

    /// <summary>
    /// Reads the files and lists every finding at once. Called by the host, on any thread, before a component is made, where the options themselves are valid and
    /// name a file; reads no other file and calls nothing. A file that is not there is a finding too. Must not throw.
    /// </summary>
    /// <param name="resolvePath">Makes a path absolute as <see cref="ComponentContext.ResolvePath"/> does.</param>
    /// <returns>
    /// Findings; where <see cref="Diagnostic.File"/> is set, file, line, column and pointer are those of that file, else the pointer is relative to the
    /// options as with <see cref="IValidatedOptions.Validate"/>. Empty means valid.
    /// </returns>
    IEnumerable<Diagnostic> CheckFiles(Func<string, string> resolvePath) => [];

    /// <summary>
    /// Describes what the component makes of its files, where that is less than all that stands in them: a processor that shares a file with others then keeps its memory while only their part
    /// changes. Called by the host, on any thread, where <see cref="CheckFiles"/> found nothing; must not throw.
    /// </summary>
    /// <param name="resolvePath">Makes a path absolute as <see cref="ComponentContext.ResolvePath"/> does.</param>
    /// <returns>A text that is another one where the component works otherwise; null, the default, for the files' whole content.</returns>
    string? DescribeFiles(Func<string, string> resolvePath) => null;
}
