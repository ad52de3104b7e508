namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Says which field of the source a field of the listing was copied from.</summary>
internal static class MappingExplainer
{
    /// <summary>Longest text of the source that is quoted.</summary>
    private const int Longest = 200;

    public static FieldExplanation? Explain(JobMapping mapping, string rule, FieldQuestion question)
    {
        var parts = question.Pointer.Split('/')[1..];
        var own = question.Pointer switch
        {
            "/id" => new FieldExplanation(rule, "source.collector, source.external_id") { Confidence = 1, Details = [new("how", "SHA-256 of both, so that the posting has the same id in every run")] },
            "/source/collector" or "/source/retrieved_at" or "/source/demo" => new FieldExplanation(rule, "the run") { Details = [new("how", "set by the engine when the page arrived")] },
            "/source/external_id" => Explain(rule, mapping.ExternalId.Trace(question.Raw, At(question), []), question.Raw),
            "/raw" => new FieldExplanation(rule, "the source's record") { IsOfSource = true, Details = [new("how", "kept as it came, since keep_raw is set")] },
            _ => null,
        };
        if (own is not null)
        {
            return own;
        }

        foreach (var field in mapping.Fields)
        {
            if (question.Pointer == field.Pointer || question.Pointer.StartsWith(field.Pointer + "/", StringComparison.Ordinal))
            {
                var inside = parts[field.Pointer.AsSpan().Count('/')..];
                return Explain(rule, field.Rule.Trace(question.Raw, At(question), inside), question.Raw);
            }
        }

        return null;
    }

    private static DateTimeOffset At(FieldQuestion question) => question.Raw?.Origin.RetrievedAt ?? default;

    private static FieldExplanation? Explain(string rule, MappedFrom? from, Record? raw)
    {
        if (from is null)
        {
            return null;
        }

        var details = new List<ExplanationDetail>();
        foreach (var path in from.Paths.Count > 1 ? from.Paths : [])
        {
            if (raw?.GetNode(FieldPath.Parse(path))?.ToJsonString(RecordJson.Options) is { } given)
            {
                details.Add(new ExplanationDetail(path, given.Length <= Longest ? given : given[..Longest] + "…"));
            }
        }

        if (from.Changes.Count > 0)
        {
            details.Add(new ExplanationDetail("as", string.Join(", ", from.Changes)));
        }

        return new FieldExplanation(rule, from.Paths.Count == 0 ? "a constant of the mapping" : string.Join(raw is null ? " or " : ", ", from.Paths))
        {
            IsOfSource = true,
            Confidence = from.Confidence > 0 ? from.Confidence : null,
            Details = details,
        };
    }
}
