using System.Text;
using JobPilot.Engine.Diffs;
using JobPilot.Engine.Http.Landing;
using JobPilot.Engine.Tests.Contracts;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Engine.Tests.Http.Landing;

namespace JobPilot.Engine.Tests.Diffs;

/// <summary>
/// A home with rows, and a source whose records say what becomes of them: <c>{"id":"a"}</c> is the row a, <c>{"patch":"a"}</c> puts its other fields over that row,
/// and <c>{"delete":"a"}</c> removes it.
/// </summary>
internal sealed class DiffBench
{
    public static readonly FieldPath Id = FieldPath.Parse("id");

    public DiffBench()
    {
        Home = new LookedAtHome(Run.Home);
        Run.Collect(Source).Process(new Follower(), "follow").Write(Home, "home");
    }

    public EngineRun Run { get; } = new() { DeadLetters = { Before = step => throw new InvalidOperationException($"Dead letters: {step}.") } };

    public LookedAtHome Home { get; }

    public ShapeSource Source { get; } = new() { PageSize = 500 };

    public RowDiff Diff { get; } = new();

    /// <summary>Says in one line what was found.</summary>
    public static string Tell(RowDiffResult result)
    {
        var rows = result.Rows.Select(row => string.Join(' ', [
            row.Kind, row.Key, .. row.Fields.Select(field => $"{field.Pointer}:{field.Before?.ToJsonString() ?? "-"}>{field.After?.ToJsonString() ?? "-"}")]));
        return $"{result.New} {result.Changed} {result.Unchanged} {result.Vanished} | {string.Join(", ", rows)}";
    }

    /// <summary>A landed run with answers of the source at these moments.</summary>
    public static LandedRun Landed(params IEnumerable<string> moments)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, "run.jsonl.gz");
        string[] entries = [
            """{"kind":"run","version":1,"run_id":"r","pipeline":"test","environment":"","started_at":"2026-03-14T15:00:00Z"}""",
            """{"kind":"read","collector":"source","split":"all","as_of":"2026-03-14T15:00:00Z"}""",
            .. moments.Select(at => $$"""{"kind":"response","component":"source","key":"k","at":"{{at}}"}"""),
            """{"kind":"end","outcome":"succeeded"}"""];
        File.WriteAllBytes(path, [.. entries.SelectMany(entry => LandingFrame.Write(Encoding.UTF8.GetBytes(entry)))]);
        return LandedRun.Open(path);
    }

    /// <summary>Adds what the source gives.</summary>
    public async Task AddAsync(LandedRun? landed, params IEnumerable<string> records)
    {
        Source.Records = [.. records];
        Assert.Null(await Run.AddToAsync(Diff, landed));
    }

    /// <summary>Compares what was added.</summary>
    public async Task<string> CompareAsync(int most = int.MaxValue) => Tell(await Run.CompareAsync(Diff, most));

    /// <summary>Only a processor that may remember lets rows follow from a record that it leaves out.</summary>
    private sealed class Follower : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            var fields = record.Clone().Json;
            if ((string?)fields["delete"] is { } deleted)
            {
                return Outcome.Duplicate(deleted, Record.Delete(deleted));
            }

            if ((string?)fields["patch"] is { } patched)
            {
                fields.Remove("patch");
                return Outcome.Duplicate(patched, Record.Patch(patched, fields));
            }

            record.Key = record.GetString(Id);
            return Outcome.Keep;
        }
    }
}
