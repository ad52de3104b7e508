using System.Collections;
using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>Scriban's context, closed to everything but records, the run and the listed functions. Used by one thread at a time, pooled.</summary>
internal sealed class ExpressionContext : TemplateContext
{
    private readonly RootObject _root = new();
    private readonly FieldNode _fields;
    private CancellationTokenSource? _deadline;
    private RunInfo? _run;
    private TimeProvider _time = TimeProvider.System;

    public ExpressionContext(Builtins builtins, FieldNode fields)
        : base(builtins.Root)
    {
        _fields = fields;
        EnableRelaxedTargetAccess = true;
        EnableRelaxedMemberAccess = true;
        EnableRelaxedIndexerAccess = true;
        EnableNullIndexer = true;
        EnableOutput = false;
        AutoIndent = false;
        LoopLimit = ExpressionLimits.Loops;
        RecursiveLimit = ExpressionLimits.Recursion;
        ObjectRecursionLimit = ExpressionLimits.NodeDepth;

        // One more than is allowed: Scriban cuts silently, and what was cut is then too long and refused.
        LimitToString = ExpressionLimits.Output + 1;
        RegexTimeOut = ExpressionLimits.Regex;
        NewLine = "\n";
        PushGlobal(_root);
    }

    /// <summary>What <c>date.now</c> is: the start of the run, so that a repeated run computes the same.</summary>
    public DateTime Now => (_run?.StartedAt ?? _time.GetUtcNow()).UtcDateTime;

    public void Bind(Record? record, RunInfo? run, TimeProvider time)
    {
        _root.Record = record is null ? null : new RecordObject(record, _fields);
        _root.SetRun(run);
        _run = run;
        _time = time;
    }

    public bool Unbind()
    {
        _root.Record = null;
        return _deadline is not { IsCancellationRequested: true };
    }

    public void StartDeadline()
    {
        _deadline ??= new CancellationTokenSource();
        CancellationToken = _deadline.Token;
        _deadline.CancelAfter(ExpressionLimits.Time);
    }

    public void StopDeadline() => _deadline!.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Clears what the last template wrote and assigned.</summary>
    public void StartTemplate()
    {
        Reset();
        PushGlobal(_root);
        PushGlobal(new ScriptObject());
        EnableOutput = true;
    }

    public void StopTemplate()
    {
        EnableOutput = false;
        PopGlobal();
    }

    public override string? ObjectToString(object? value, bool nested = false)
    {
        var text = value switch
        {
            string plain when !nested => plain,
            RecordObject or RecordArray => value.ToString(),
            DateTime moment => moment.ToString(moment.Kind == DateTimeKind.Utc ? "yyyy-MM-ddTHH:mm:ssZ" : "s", CultureInfo.InvariantCulture),
            _ => base.ObjectToString(value, nested),
        };
        return text is { Length: > ExpressionLimits.Output } ? throw ExpressionErrors.TooLong(CurrentSpan) : text;
    }

    public override object? ToObject(SourceSpan span, object? value, Type destinationType)
    {
        // Scriban reads dates in the machine's time zone; pipelines compute the same everywhere.
        if (value is string text && (destinationType == typeof(DateTime) || destinationType == typeof(DateTime?)))
        {
            return DateFunctions.Parse(text)
                ?? throw new Scriban.Syntax.ScriptRuntimeException(span, $"The text '{text}' is not a date.");
        }

        return base.ToObject(span, value, destinationType);
    }

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target switch
    {
        // Members of any other CLR object would be reachable by reflection.
        IScriptObject or string or IList or DateTime or TimeSpan => base.GetMemberAccessorImpl(target),
        _ => null,
    };
}
