namespace JobPilot.Configuration;

/// <summary>Collects the findings of one load. Each place and text is kept once, however often an alias repeats it.</summary>
internal sealed class FindingList
{
    /// <summary>Findings that are kept; a file with more is no pipeline.</summary>
    public const int Most = 500;

    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<Place> _seen = [];

    public int Errors { get; private set; }

    public IReadOnlyList<Diagnostic> Items => _items;

    public void Error(string code, SourceLocation place, string message, string? fix = null, string pointer = "") =>
        Add(code, place, message, fix, pointer, DiagnosticSeverity.Error);

    public void Warning(string code, SourceLocation place, string message, string? fix = null, string pointer = "") =>
        Add(code, place, message, fix, pointer, DiagnosticSeverity.Warning);

    public void Add(string code, SourceLocation place, string message, string? fix, string pointer, DiagnosticSeverity severity)
    {
        if (!_seen.Add(new Place(place.File, place.Line, place.Column, code, message)))
        {
            return;
        }

        Errors += severity == DiagnosticSeverity.Error ? 1 : 0;
        if (_items.Count == Most)
        {
            return;
        }

        _items.Add(new Diagnostic(code, message)
        {
            Severity = severity,
            File = place.File,
            Line = place.Line,
            Column = place.Column,
            Pointer = pointer,
            Fix = fix,
        });
    }

    /// <summary>By place, those of the main file first; no secret in any text.</summary>
    public IReadOnlyList<Diagnostic> Sorted(string mainFile, IReadOnlyCollection<string> secrets) =>
        _items.Count == 0 ? [] : [.. _items.OrderBy(item => item.File == mainFile ? 0 : 1)
            .ThenBy(item => item.File, StringComparer.Ordinal)
            .ThenBy(item => item.Line)
            .ThenBy(item => item.Column)
            .ThenBy(item => item.Code, StringComparer.Ordinal)
            .ThenBy(item => item.Message, StringComparer.Ordinal)
            .Select(item => Masked(item, secrets))];

    private static Diagnostic Masked(Diagnostic item, IReadOnlyCollection<string> secrets) => secrets.Count == 0
        ? item
        : new Diagnostic(item.Code, SecretMask.InText(item.Message, secrets))
        {
            Severity = item.Severity,
            File = item.File,
            Line = item.Line,
            Column = item.Column,
            Pointer = SecretMask.InText(item.Pointer, secrets),
            Fix = item.Fix is null ? null : SecretMask.InText(item.Fix, secrets),
        };

    // A class: code over a structure of several types could not be compiled ahead of the start.
    private sealed record Place(string? File, int Line, int Column, string Code, string Message);
}
