using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace JobPilot.Testing;

/// <summary>What <see cref="IFieldExplainer"/> and <see cref="IPairExplainer"/> promise: an answer for any record, and nothing is changed.</summary>
internal static class ExplainerCheck
{
    private static readonly string[] OddPointers = ["", "/", "/~0~1", "/nothing", "/skills/0", "/skills/-1", "/skills/99999999999", "/locations/0/city", "/duplicates/other_sources/0"];

    /// <summary>Asks about fields of records, where the processor explains any.</summary>
    public static void Fields(object processor, IEnumerable<Record> records)
    {
        if (processor is not IFieldExplainer explainer)
        {
            return;
        }

        foreach (var record in records)
        {
            var before = Content(record);
            foreach (var pointer in OddPointers.Concat(Pointers(record.Clone().Json)))
            {
                foreach (var raw in (Record?[])[null, record.Clone()])
                {
                    FieldExplanation? explanation = null;
                    var exception = Xunit.Record.Exception(() => explanation = explainer.ExplainField(new FieldQuestion(pointer, record) { Raw = raw }));
                    Assert.True(exception is null, $"Explaining '{pointer}' of {OutcomeText.Cut(before)} ends in {exception?.GetType().Name}: {exception?.Message}");
                    Assert.True(explanation is null || (explanation.Rule.Length > 0 && explanation.From.Length > 0), $"The explanation of '{pointer}' has neither a rule nor a source.");
                    Assert.InRange(explanation?.Confidence ?? 0, 0, 1);
                }
            }

            Assert.Equal(before, Content(record));
        }
    }

    /// <summary>Asks about pairs of records, where the processor explains any.</summary>
    public static void Pairs(object processor, IReadOnlyList<Record> records)
    {
        if (processor is not IPairExplainer explainer)
        {
            return;
        }

        foreach (var (first, second) in records.Zip(records.Skip(1).Append(records[0])))
        {
            var before = (Content(first), Content(second));
            foreach (var isKept in (bool[])[true, false])
            {
                var exception = Xunit.Record.Exception(() => explainer.ExplainPair(
                    new PairSide(first.Key ?? "first") { Row = first, Record = isKept ? first : null }, new PairSide(second.Key ?? "second") { Row = isKept ? second : first, Record = isKept ? second : null }));
                Assert.True(exception is null, $"Comparing {OutcomeText.Cut(before.Item1)} with {OutcomeText.Cut(before.Item2)} ends in {exception?.GetType().Name}: {exception?.Message}");
            }

            Assert.Equal(before, (Content(first), Content(second)));
        }
    }

    /// <summary>A record's values, however they are escaped: looking at a text may change how it is written, not what it says.</summary>
    private static string Content(Record record)
    {
        var text = new StringBuilder($"{record.Operation} {record.Key} ");
        Append(record.Clone().Root, text);
        return text.ToString();
    }

    private static void Append(RecordValue value, StringBuilder text)
    {
        text.Append(value.Kind).Append('(').Append(value.AsString()).Append(value.Kind == RecordValueKind.Number ? Convert.ToString(value.AsNumber(), CultureInfo.InvariantCulture) : value.AsBoolean()?.ToString());
        for (var i = 0; i < value.Count; i++)
        {
            text.Append(value.Kind == RecordValueKind.Object ? value.NameAt(i) : "").Append(':');
            Append(value[i], text);
        }

        text.Append(')');
    }

    private static IEnumerable<string> Pointers(JsonObject record)
    {
        foreach (var (name, node) in record)
        {
            yield return $"/{name}";
            foreach (var inner in node is JsonObject fields ? fields.Take(5) : [])
            {
                yield return $"/{name}/{inner.Key}";
            }

            if (node is JsonArray)
            {
                yield return $"/{name}/0";
            }
        }
    }
}
