using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>
/// The rule files of a component, read and applied to the shipped rules. Several processors may name the same files: what was read is kept by content, so that
/// they are read and applied once. Immutable.
/// </summary>
internal sealed class RuleBook
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostKept = 64;
    private static readonly ConcurrentDictionary<string, RuleBook> Kept = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, RuleSet> _sections;

    private RuleBook(IReadOnlyDictionary<string, RuleSet> sections, IReadOnlyList<Diagnostic> findings)
    {
        _sections = sections;
        Findings = findings;
    }

    /// <summary>What is wrong with the files.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; }

    /// <summary>Reads files.</summary>
    /// <param name="paths">Paths as the author of the pipeline wrote them.</param>
    /// <param name="resolvePath">Makes them absolute.</param>
    public static RuleBook Read(IReadOnlyList<string> paths, Func<string, string> resolvePath)
    {
        if (paths.Count == 0)
        {
            return new RuleBook(new Dictionary<string, RuleSet>(), []);
        }

        var findings = new List<Diagnostic>();
        var texts = new List<(string Path, string Text)>();
        var key = new StringBuilder();
        for (var i = 0; i < paths.Count; i++)
        {
            if (Load(paths[i], resolvePath, $"/rules/{i}", findings) is not { } bytes)
            {
                continue;
            }

            key.Append(paths[i]).Append('\n').Append(Convert.ToHexString(SHA256.HashData(bytes))).Append('\n');
            texts.Add((paths[i], Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF')));
        }

        if (findings.Count > 0)
        {
            return new RuleBook(new Dictionary<string, RuleSet>(), findings);
        }

        if (!Kept.TryGetValue(key.ToString(), out var book))
        {
            book = Apply([.. texts.Select(text => RuleFileReader.Read(text.Text, text.Path))]);
            if (Kept.Count >= MostKept)
            {
                Kept.Clear();
            }

            Kept.TryAdd(key.ToString(), book);
        }

        return book;
    }

    /// <summary>The rules of a processor.</summary>
    /// <param name="section">Type name of the processor.</param>
    /// <param name="paths">Paths as the author of the pipeline wrote them; empty for the shipped rules.</param>
    /// <param name="context">The processor's context.</param>
    /// <exception cref="FaultException">A file cannot be read, or is wrong.</exception>
    public static RuleSet Open(string section, IReadOnlyList<string> paths, ComponentContext context)
    {
        if (paths.Count == 0)
        {
            return RuleSet.Shipped;
        }

        var book = Read(paths, context.ResolvePath);
        return book.Findings is [var first, ..]
            ? throw FileFault.Of(first)
            : book._sections.GetValueOrDefault(section, RuleSet.Shipped);
    }

    /// <summary>The rules of a processor as text; the same for files that change nothing of them.</summary>
    /// <param name="section">Type name of the processor.</param>
    public string Describe(string section) => _sections.GetValueOrDefault(section, RuleSet.Shipped).ToString();

    private static RuleBook Apply(IReadOnlyList<RuleFile> files)
    {
        var findings = files.SelectMany(file => file.Findings).ToList();
        var sections = new Dictionary<string, RuleSet>(StringComparer.Ordinal);
        foreach (var section in files.SelectMany(file => file.Changes).GroupBy(change => change.List.Section))
        {
            sections.Add(section.Key, RuleMerge.Apply([.. section], findings));
        }

        return new RuleBook(sections, findings);
    }

    private static byte[]? Load(string path, Func<string, string> resolvePath, string pointer, List<Diagnostic> findings)
    {
        try
        {
            using var stream = File.OpenRead(resolvePath(path));
            var bytes = new byte[(int)Math.Min(stream.Length, MostBytes + 1)];
            stream.ReadExactly(bytes);
            if (bytes.Length <= MostBytes && IsText(bytes))
            {
                return bytes;
            }

            findings.Add(new Diagnostic(RuleErrorCodes.NotText, $"The rule file `{path}` is {(bytes.Length > MostBytes ? $"larger than {MostBytes / 1024 / 1024} MB" : "no UTF-8 text")}.")
            {
                Pointer = pointer,
                Fix = "Name a YAML file, saved as UTF-8; several files may share the rules.",
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            findings.Add(new Diagnostic(RuleErrorCodes.Unreadable, $"The rule file `{path}` cannot be read: {Reason(error)}.")
            {
                Pointer = pointer,
                Fix = "Correct `rules` (a relative path starts at the working directory), or remove it.",
            });
        }

        return null;
    }

    private static string Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it is a folder, or access is denied",
        _ => error.Message.TrimEnd('.'),
    };

    private static bool IsText(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
}
