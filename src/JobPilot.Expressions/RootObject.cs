using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>The two names that every expression has: <c>record</c> and <c>run</c>.</summary>
internal sealed class RootObject : IScriptObject
{
    public const string RecordName = "record";
    public const string RunName = "run";

    /// <summary>Fields of <c>run</c>.</summary>
    public static readonly IReadOnlyList<string> RunFields = ["id", "pipeline", "started_at", "environment"];

    private readonly Lazy<ScriptObject> _noRun = new(() => []);
    private ScriptObject? _runObject;
    private RunInfo? _runOfObject;
    private RunInfo? _run;

    public RecordObject? Record { get; set; }

    public int Count => 2;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public void SetRun(RunInfo? run) => _run = run;

    public IEnumerable<string> GetMembers() => [RecordName, RunName];

    public bool Contains(string member) => member is RecordName or RunName;

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        value = member switch
        {
            RecordName => Record,
            RunName => Run(),
            _ => null,
        };
        return Contains(member);
    }

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;

    private ScriptObject Run()
    {
        if (_run is null)
        {
            return _noRun.Value;
        }

        if (_runObject is null || !ReferenceEquals(_runOfObject, _run))
        {
            _runOfObject = _run;
            _runObject = new ScriptObject
            {
                ["id"] = _run.Id,
                ["pipeline"] = _run.Pipeline,
                ["started_at"] = _run.StartedAt.UtcDateTime,
                ["environment"] = _run.Environment,
            };
            _runObject.IsReadOnly = true;
        }

        return _runObject;
    }
}
