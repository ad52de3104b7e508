using System.Text;
using System.Text.Json.Nodes;

namespace JobPilot.Testing;

/// <summary>Records such as a broken or malicious source gives: control characters, lone surrogates, huge strings, deep nesting, nulls.</summary>
public static class HostileRecords
{
    private static readonly FieldPath Id = FieldPath.Parse("id");

    /// <summary>New hostile records, each with a key of its own and, but for the one without any field, the field <c>id</c> that repeats it.</summary>
    public static IEnumerable<Record> All()
    {
        foreach (var (name, value) in Values())
        {
            var record = Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"id":"hostile-{{name}}","title":{{value}},"nested":{"value":{{value}}},"list":[{{value}},null]}"""));
            record.Key = $"hostile-{name}";
            yield return record.WithOrigin();
        }

        yield return Record.Create("hostile-nothing").WithOrigin();

        var names = Record.Create("hostile-names");
        names.Set(Id, "hostile-names");
        foreach (var name in new[] { " ", "$id", "a.b", "\u0000", "\u001b[31m", "__proto__", "ключ", "=1+1" })
        {
            names.Json[name] = "value";
        }

        names.Json[""] = "nameless";
        yield return names.WithOrigin();

        var surrogate = Record.Create("hostile-surrogate-set");
        surrogate.Set(Id, "hostile-surrogate-set");
        surrogate.Set(FieldPath.Parse("title"), "half \ud83d of a pair");
        yield return surrogate.WithOrigin();
    }

    /// <summary>New copies of a sample, each with one of its fields, down to two steps deep, replaced by a hostile value.</summary>
    /// <param name="sample">The sample; stays as it is.</param>
    public static IEnumerable<Record> Of(Record sample)
    {
        foreach (var path in Paths(sample))
        {
            foreach (var (_, value) in Values().Where(value => value.Json.Length < 100_000))
            {
                var copy = sample.Clone();
                copy.SetUtf8(path, Encoding.UTF8.GetBytes(value));
                yield return copy;
            }
        }
    }

    private static IEnumerable<FieldPath> Paths(Record sample)
    {
        foreach (var (name, node) in sample.Clone().Json)
        {
            yield return Path(name);
            foreach (var inner in node is JsonObject fields ? fields.Take(5) : [])
            {
                yield return Path(name, inner.Key);
            }
        }
    }

    private static FieldPath Path(params string[] names) => FieldPath.Parse(string.Concat(names.Select(name => $"['{name}']")));

    private static IEnumerable<(string Name, string Json)> Values()
    {
        yield return ("null", "null");
        yield return ("true", "true");
        yield return ("zero", "0");
        yield return ("fraction", "-0.5");
        yield return ("huge-number", "123456789012345678901234567890");
        yield return ("huge-exponent", "1e400");
        yield return ("empty", "\"\"");
        yield return ("spaces", "\" \\t\\r\\n \"");
        yield return ("control", "\"bell \\u0007 null \\u0000 escape \\u001b[2J next \\u0085 bidi \\u202e\"");
        yield return ("surrogate", "\"half \\ud83d of a pair\"");
        yield return ("markup", "\"<script>alert(1)</script>&nbsp;&#x0;<b\"");
        yield return ("formula", "\"=HYPERLINK(\\\"x\\\",\\\"y\\\")\"");
        yield return ("quotes", "\"a,\\\"b\\\"\\r\\n;c\"");
        yield return ("combining", $"\"{new string('\u0301', 200)}\"");
        yield return ("array", "[]");
        yield return ("array-of-nulls", "[null,null]");
        yield return ("object", "{}");
        yield return ("object-of-null", "{\"a\":null}");
        yield return ("mixed", "[1,\"a\",{\"b\":[true]},[[]]]");
        yield return ("long", $"\"{new string('x', 20_000)}\"");
        yield return ("huge", $"\"{new string('y', 1_200_000)}\"");
        yield return ("deep", $"{new string('[', 50)}{new string(']', 50)}");
    }
}
