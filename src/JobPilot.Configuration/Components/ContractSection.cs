using System.Diagnostics.CodeAnalysis;

namespace JobPilot.Configuration;

/// <summary>Reads the key <c>contract</c> of a collector that the skeleton accepted: one word for all, or a mapping.</summary>
internal static class ContractSection
{
    /// <summary>The contract; null where none is declared or it is wrong, with findings for what the skeleton cannot tell.</summary>
    public static ContractDefinition? Read(ConfigMapping collector, string pointer, FindingList findings)
    {
        var place = JsonPointer.Append(pointer, "contract");
        switch (collector["contract"])
        {
            case ConfigScalar scalar when TryRead(scalar, out var all):
                return Create(all, null, null, null, []);
            case ConfigMapping contract:
                return Create(
                    Action(contract, "default") ?? ContractAction.Evolve,
                    Action(contract, "new_fields"),
                    Action(contract, "retyped"),
                    Action(contract, "vanished"),
                    [.. (contract["fields"] as ConfigMapping)?.Entries.Select(entry => Field(entry, JsonPointer.Append(place, "fields"), findings)).OfType<ContractField>() ?? []]);
            default:
                return null;
        }
    }

    /// <summary>Splits the name of a field.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<string>? segments, [NotNullWhen(false)] out string? error)
    {
        var found = new List<string>();
        error = null;
        for (var at = 0; at < text.Length && error is null;)
        {
            error = text[at] == '[' ? ReadBracket(text, ref at, found) : ReadName(text, ref at, found);
        }

        error ??= found.Count == 0 ? "it is empty" : null;
        segments = error is null ? found : null;
        return error is null;
    }

    /// <summary>What is gone cannot be discarded: for that a contract that does not stop accepts.</summary>
    private static ContractDefinition Create(ContractAction all, ContractAction? added, ContractAction? retyped, ContractAction? vanished, IReadOnlyList<ContractField> fields) => new()
    {
        NewFields = added ?? all,
        Retyped = retyped ?? all,
        Vanished = (vanished ?? all) == ContractAction.Freeze ? ContractAction.Freeze : ContractAction.Evolve,
        Fields = fields,
    };

    private static ContractField? Field(ConfigEntry entry, string pointer, FindingList findings)
    {
        if (!TryParse(entry.Key, out var segments, out var error))
        {
            findings.Error(
                ErrorCodes.ContractField, entry.KeyLocation, $"`{entry.Key}` names no field: {error}.",
                "Write names joined by dots, `[]` behind an array for its items, `*` for any name, for instance `apply_options[].publisher` or `\"job_highlights.*\"`.",
                JsonPointer.Append(pointer, entry.Key));
            return null;
        }

        return entry.Value is ConfigScalar scalar && TryRead(scalar, out var action) ? new ContractField(entry.Key, segments, action) : null;
    }

    private static ContractAction? Action(ConfigMapping contract, string key) => contract[key] is ConfigScalar scalar && TryRead(scalar, out var action) ? action : null;

    private static bool TryRead(ConfigScalar scalar, out ContractAction action)
    {
        action = default;
        return scalar is { Unknown: false, Kind: ScalarKind.Text }
            && Enum.TryParse(scalar.Text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out action);
    }

    private static string? ReadName(string text, ref int at, List<string> segments)
    {
        if (segments.Count > 0)
        {
            if (text[at] != '.')
            {
                return $"a `.` is missing at character {at + 1}";
            }

            at++;
        }

        var end = text.AsSpan(at).IndexOfAny('.', '[');
        var name = end < 0 ? text[at..] : text.Substring(at, end);
        segments.Add(name);
        at += name.Length;
        return name.Length > 0 ? null : $"a name is missing at character {at + 1}";
    }

    private static string? ReadBracket(string text, ref int at, List<string> segments)
    {
        var rest = text[at..];
        if (rest.StartsWith("[]", StringComparison.Ordinal))
        {
            if (segments.Count == 0)
            {
                return "a record is no array";
            }

            segments.Add("[]");
            at += 2;
            return null;
        }

        var close = rest.IndexOf("']", StringComparison.Ordinal);
        if (!rest.StartsWith("['", StringComparison.Ordinal) || close < 2)
        {
            return $"the bracket at character {at + 1} is neither `[]` nor a quoted name such as `['odd.name']`";
        }

        segments.Add(rest[2..close]);
        at += close + 2;
        return null;
    }
}
