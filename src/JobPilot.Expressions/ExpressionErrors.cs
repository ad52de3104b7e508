using Scriban.Parsing;
using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>Turns what Scriban reports into errors for the author of a pipeline.</summary>
internal static class ExpressionErrors
{
    private static readonly string TooLongMessage = $"The text is longer than {ExpressionLimits.Output} characters.";

    public static ExpressionException At(SourceSpan span, string message, Exception? cause = null) => new(Clean(message), cause)
    {
        Line = Math.Max(span.Start.Line + 1, 1),
        Column = Math.Max(span.Start.Column + 1, 1),
    };

    public static ExpressionException From(ScriptRuntimeException exception)
    {
        var message = exception switch
        {
            ScriptAbortException => $"It took longer than {ExpressionLimits.Time.TotalSeconds:0} s.",
            { InnerException: System.Text.RegularExpressions.RegexMatchTimeoutException timeout } =>
                $"A regular expression took longer than {timeout.MatchTimeout.TotalMilliseconds:0} ms.",
            { OriginalMessage: var text } when text.Contains(nameof(Scriban.TemplateContext.LimitToString), StringComparison.Ordinal) => TooLongMessage,
            _ => exception.OriginalMessage,
        };
        return At(exception.Span, message, exception);
    }

    public static ScriptRuntimeException TooLong(SourceSpan span) =>
        new(span, TooLongMessage);

    /// <summary>One line, ended by a full stop, without characters that a terminal would obey.</summary>
    private static string Clean(string message)
    {
        var text = new string([.. message.ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter))]).Trim();
        if (text.Length > 300)
        {
            text = $"{text[..300]}…";
        }

        return text.Length == 0 || text[^1] is '.' or '…' or '?' or '!' ? text : $"{text}.";
    }
}
