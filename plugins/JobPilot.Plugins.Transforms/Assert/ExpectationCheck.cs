using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.Transforms;

/// <summary>One expectation, compiled, with its counters. Used by one thread.</summary>
internal sealed class ExpectationCheck
{
    private readonly Expectation _expectation;
    private readonly HashSet<string> _allowed;
    private readonly IExpression? _where;
    private readonly RunInfo _run;
    private readonly int _minRecords;
    private long _seen;
    private long _nulls;

    public ExpectationCheck(Expectation expectation, int index, ComponentContext context, int minRecords)
    {
        _expectation = expectation;
        _allowed = [.. expectation.OneOf];
        _where = expectation.Where is { Length: > 0 } where ? context.Expressions.CompileExpression(where) : null;
        _run = context.Run;
        _minRecords = minRecords;
        Path = expectation.Field is { Length: > 0 } field ? FieldPath.Parse(field) : null;
        Name = $"assert: {expectation.Field ?? expectation.Where}";
        Index = index;
    }

    public string Name { get; }

    public int Index { get; }

    public FieldPath? Path { get; }

    public AssertAction Then => _expectation.Then;

    public bool Unique => _expectation.Unique;

    public long Violations { get; set; }

    /// <summary>Whether too many records lacked the field, though too few came to say so earlier.</summary>
    public bool RateMissedAtEnd => _expectation.MaxNullRate is { } rate && _seen > 0 && _seen < _minRecords && (double)_nulls / _seen > rate;

    public string RateProblem => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {_nulls} of {_seen} records lack it, more than {_expectation.MaxNullRate:0.####} of them");

    /// <summary>What is wrong with the record or the rate; null where nothing is. Uniqueness is checked elsewhere.</summary>
    public string? Check(Record record)
    {
        if (_where is not null && !_where.Test(record, _run))
        {
            return $"{Name}: the condition is not met";
        }

        if (Path is null)
        {
            return null;
        }

        var missing = !record.Has(Path);
        _seen++;
        _nulls += missing ? 1 : 0;
        if (_expectation.MaxNullRate is { } rate && missing && _seen >= _minRecords && (double)_nulls / _seen > rate)
        {
            return RateProblem;
        }

        if (missing)
        {
            return _expectation.NotNull ? $"{Name}: it is missing" : null;
        }

        return CheckRange(record) ?? CheckAllowed(record);
    }

    /// <summary>Key under which a value is remembered: short, whatever the value's length; null where there is none.</summary>
    public string? UniqueKey(Record record) =>
        Path is null || !record.Has(Path)
            ? null
            : $"{Path.Text.Length}:{Path.Text}:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(ValueText(record))).AsSpan(0, 16))}";

    private string? CheckRange(Record record)
    {
        if (_expectation.Min is null && _expectation.Max is null)
        {
            return null;
        }

        if (record.GetNumber(Path!) is not { } number)
        {
            return $"{Name}: it is no number";
        }

        return number < _expectation.Min || number > _expectation.Max
            ? string.Create(CultureInfo.InvariantCulture, $"{Name}: {number} is not {Bounds()}")
            : null;
    }

    private string Bounds() => (_expectation.Min, _expectation.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        var (_, max) => string.Create(CultureInfo.InvariantCulture, $"at most {max}"),
    };

    private string? CheckAllowed(Record record) =>
        _allowed.Count == 0 || _allowed.Contains(ValueText(record)) ? null : $"{Name}: it is none of the {_allowed.Count} allowed values";

    private string ValueText(Record record) => record.GetString(Path!) ?? Encoding.UTF8.GetString(record.GetUtf8(Path!).Span);
}
