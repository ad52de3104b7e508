using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Debts;
using JobPilot.Host.Output;
using JobPilot.State;

namespace JobPilot.Host.Commands.Positions;

/// <summary>The JSON documents of the verbs that show and change positions.</summary>
internal static class PositionDocuments
{
    /// <summary>What <c>state list</c> and <c>state show</c> print.</summary>
    public static JsonObject List(
        PipelineDefinition definition, PipelineHome home, Claim known, RunEntry? lastRun, IEnumerable<(SplitName Name, SplitState State)> splits,
        IReadOnlyDictionary<string, string> fingerprints)
    {
        var document = Nothing(definition.Name, []);
        document["home"] = new JsonObject { ["component"] = home.Component, ["location"] = home.Location };
        document["last_commit"] = known.LastCommit == 0 ? null : new JsonObject
        {
            ["number"] = known.LastCommit,
            ["run_id"] = known.LastRunId,
            ["at"] = lastRun is null ? null : JsonOutput.Time(lastRun.EndedAt ?? lastRun.StartedAt),
        };
        document["splits"] = new JsonArray([.. splits.Select(split => Split(split.Name, split.State, known, fingerprints))]);
        document["marks"] = new JsonArray([.. known.Marks.Where(mark => PipelineHome.IsOfSink(mark.Key)).OrderBy(mark => mark.Key, StringComparer.Ordinal)
            .Select(mark => new JsonObject { ["sink"] = mark.Key, ["mark"] = mark.Value })]);
        document["debts"] = JsonOutput.Of(SinkDebts.All(known));
        return document;
    }

    /// <summary>The same where nothing could be read.</summary>
    public static JsonObject Nothing(string pipeline, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["home"] = null,
        ["last_commit"] = null,
        ["splits"] = new JsonArray(),
        ["marks"] = new JsonArray(),
        ["debts"] = new JsonArray(),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    /// <summary>What a verb that changes positions prints.</summary>
    public static JsonObject Change(string pipeline, IEnumerable<PositionChange> changes, IReadOnlyList<Diagnostic> diagnostics) => new()
    {
        ["pipeline"] = pipeline,
        ["changed"] = new JsonArray([.. changes.Select(change => new JsonObject
        {
            ["collector"] = change.Name.Collector,
            ["split"] = change.Name.Split,
            ["before"] = State(change.Before),
            ["after"] = State(change.After),
        })]),
        ["diagnostics"] = JsonOutput.Of(diagnostics),
    };

    /// <summary>Whether the pass is over, or how its run ended.</summary>
    public static string Name(SplitState state) => state switch
    {
        { Done: true } => "completed",
        { Suspended: true } => "suspended",
        _ => "interrupted",
    };

    private static JsonObject Split(SplitName name, SplitState state, Claim known, IReadOnlyDictionary<string, string> fingerprints)
    {
        var json = State(state)!;
        json.Insert(0, "collector", name.Collector);
        json.Insert(1, "split", name.Split);
        json["epoch"] = known.Epochs.GetValueOrDefault(name.Qualified);
        json["configured"] = fingerprints.ContainsKey(name.Component);
        json["same_query"] = fingerprints.GetValueOrDefault(name.Component) == state.Fingerprint;
        return json;
    }

    private static JsonObject? State(SplitState? state) => state is null ? null : new JsonObject
    {
        ["state"] = Name(state),
        ["pass"] = state.Pass,
        ["position"] = state.Position,
        ["as_of"] = JsonOutput.Time(state.AsOf),
        ["since"] = state.Since is { } since ? JsonOutput.Time(since) : null,
        ["until"] = state.Until is { } until ? JsonOutput.Time(until) : null,
        ["bookmark"] = Bookmark(state.Bookmark),
        ["candidate"] = Bookmark(state.Candidate),
        ["retry"] = state.Retry.Count,
    };

    private static JsonObject? Bookmark(Bookmark? bookmark) => bookmark is null ? null : new JsonObject
    {
        ["high_water"] = bookmark.HighWater is { } highWater ? JsonOutput.Time(highWater) : null,
        ["token"] = bookmark.Token,
    };
}

/// <summary>One changed position; null where there is none.</summary>
internal sealed record PositionChange(SplitName Name, SplitState? Before, SplitState? After);
