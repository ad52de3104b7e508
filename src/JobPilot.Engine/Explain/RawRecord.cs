using System.Text.Json.Nodes;

namespace JobPilot.Engine.Explain;

/// <summary>The source's record of a row, where the row itself keeps it.</summary>
public static class RawRecord
{
    private static readonly FieldPath Raw = FieldPath.Parse("raw");
    private static readonly FieldPath Collector = FieldPath.Parse("source.collector");
    private static readonly FieldPath ExternalId = FieldPath.Parse("source.external_id");
    private static readonly FieldPath RetrievedAt = FieldPath.Parse("source.retrieved_at");
    private static readonly FieldPath Demo = FieldPath.Parse("source.demo");

    /// <summary>The record under <c>raw</c>, with its origin; null where the row keeps none.</summary>
    /// <param name="row">A row.</param>
    public static Record? Of(Record row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.GetNode(Raw) is not JsonObject raw)
        {
            return null;
        }

        var record = Record.FromJson(raw, row.GetString(ExternalId));
        record.Origin = new RecordOrigin(row.GetString(Collector) ?? "", "", MomentOf(row) ?? DateTimeOffset.UnixEpoch, row.GetBoolean(Demo) == true);
        return record;
    }

    /// <summary>When the source gave the row; null where the row does not say.</summary>
    /// <param name="row">A row.</param>
    public static DateTimeOffset? MomentOf(Record row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return DateTimeOffset.TryParse(
            row.GetString(RetrievedAt), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }
}
