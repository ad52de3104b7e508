using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>A table of rows and a strict memory around the processor: what it did not declare it cannot touch.</summary>
internal sealed class DedupeBench
{
    private const int DeepestFollow = 4;
    private Dictionary<string, string> _memory = new(StringComparer.Ordinal);

    public DeduplicateProcessor Processor { get; } = new(new DeduplicateOptions(), TestContext.Create());

    public SortedDictionary<string, JsonObject> Rows { get; } = new(StringComparer.Ordinal);

    public int LargestValue => _memory.Values.Max(value => Encoding.UTF8.GetByteCount(value));

    public static JsonObject Posting(int number, string title, string? company, string city, JsonArray apply, int length) => new()
    {
        ["id"] = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))),
        ["source"] = new JsonObject { ["collector"] = "board", ["publisher"] = $"Board {number % 3}", ["external_id"] = $"{number}" },
        ["title"] = title,
        ["hiring_organization"] = company is null ? null : new JsonObject { ["name"] = company },
        ["description"] = new JsonObject { ["text"] = new string('x', length) },
        ["locations"] = new JsonArray(new JsonObject { ["city"] = city, ["country"] = "DE" }),
        ["apply"] = apply,
    };

    public static Record ToRecord(JsonObject posting) => Record.FromJson((JsonObject)posting.DeepClone(), (string)posting["id"]!);

    public Outcome Process(JsonObject posting)
    {
        var record = ToRecord(posting);
        var state = new StrictState(_memory, Declared(Processor.Keys(record)));
        var outcome = Processor.Process(record, state, default);
        switch (outcome.Kind)
        {
            case OutcomeKind.Keep:
                Apply(record);
                break;
            default:
                Assert.NotEqual(OutcomeKind.Reject, outcome.Kind);
                foreach (var row in outcome.Records)
                {
                    Apply(row);
                }

                break;
        }

        var known = _memory.Where(entry => entry.Key.StartsWith("g:", StringComparison.Ordinal)).Select(entry => Group.Parse(entry.Value)!.Row).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows.Keys, row => Assert.Contains(row, known));
        return outcome;
    }

    /// <summary>Loses the memory and builds it again from the rows, in any order.</summary>
    public void RestoreFromRows(Random random)
    {
        _memory = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = Rows.Values.ToArray();
        random.Shuffle(rows);
        foreach (var row in rows)
        {
            var record = ToRecord(row);
            Processor.Restore(record, new StrictState(_memory, [.. Processor.RestoreKeys(record)]));
        }
    }

    private HashSet<string> Declared(IEnumerable<string> keys)
    {
        HashSet<string> declared = [.. keys];
        var frontier = declared.ToList();
        for (var step = 0; step < DeepestFollow && frontier.Count > 0; step++)
        {
            frontier = [.. frontier.SelectMany(key => Processor.Follow(key, _memory.GetValueOrDefault(key))).Where(declared.Add).ToList()];
        }

        return declared;
    }

    private void Apply(Record record)
    {
        switch (record.Operation)
        {
            case RecordOperation.Delete:
                Rows.Remove(record.Key!);
                break;
            case RecordOperation.Patch:
                foreach (var (name, value) in record.Json)
                {
                    Assert.True(Rows.ContainsKey(record.Key!), "A patch of a row that does not exist.");
                    Rows[record.Key!].Remove(name);
                    if (value is not null)
                    {
                        Rows[record.Key!][name] = value.DeepClone();
                    }
                }

                break;
            default:
                Rows[record.Key!] = (JsonObject)record.Json.DeepClone();
                break;
        }
    }

    private sealed class StrictState(Dictionary<string, string> memory, HashSet<string> declared) : IRecordState
    {
        public string? Get(string key) => declared.Contains(key) ? memory.GetValueOrDefault(key) : throw new InvalidOperationException($"'{key}' was not declared.");

        public void Set(string key, string? value)
        {
            Assert.Contains(key, declared);
            if (value is null)
            {
                memory.Remove(key);
            }
            else
            {
                memory[key] = value;
            }
        }
    }
}
