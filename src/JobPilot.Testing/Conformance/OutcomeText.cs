using Xunit;

namespace JobPilot.Testing;

/// <summary>Writes an outcome down so that two can be compared, and checks its form.</summary>
internal static class OutcomeText
{
    public static string Of(Record record, Outcome outcome) =>
        $"{outcome.Kind} {outcome.Reason} {(outcome.Kind == OutcomeKind.Keep ? Row(record) : string.Join("\n", outcome.Records.Select(Row)))}";

    public static string Row(Record record) => $"{record.Operation} {record.Key} {record}";

    public static void Check(Record record, Outcome outcome)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Drop or OutcomeKind.Reject:
                Assert.False(string.IsNullOrWhiteSpace(outcome.Reason), $"A {outcome.Kind} has no reason.");
                Assert.InRange(outcome.Reason.Length, 1, 4000);
                break;
            case OutcomeKind.Replace:
                Assert.NotEmpty(outcome.Records);
                break;
            case OutcomeKind.Duplicate:
                Assert.False(string.IsNullOrEmpty(outcome.Reason), "A duplicate does not name the key that it repeats.");
                break;
            default:
                break;
        }

        foreach (var row in outcome.Records.Prepend(record))
        {
            Assert.NotNull(row);
            System.Text.Json.JsonDocument.Parse(row.ToUtf8()).Dispose();
        }
    }

    /// <summary>How a call may end whose token is cancelled.</summary>
    public static void CheckCancelled(Exception? exception) =>
        Assert.True(exception is null or OperationCanceledException, $"A cancelled call ends in {exception?.GetType().Name}: {exception?.Message}");

    public static string Cut(string text) => text.Length <= 300 ? text : $"{text[..300]}… ({text.Length} characters)";
}
