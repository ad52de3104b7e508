using System.Text.Json;

namespace JobPilot.Host.Commands.Positions;

/// <summary>
/// Checks a position that is given by hand. Its text is the collector's own; what can be told without it is checked: length, JSON where it looks like it,
/// and the same shape as what the collector wrote.
/// </summary>
internal static class PositionRules
{
    /// <summary>Most characters of a position.</summary>
    public const int MostCharacters = 16 * 1024;

    /// <exception cref="RefusedException">The collector could not have written it.</exception>
    public static void Check(string value, IEnumerable<string> known)
    {
        if (value.Length is 0 or > MostCharacters || value.Any(char.IsControl))
        {
            throw Bad($"A position has 1 to {MostCharacters} characters and no control characters.");
        }

        if (Shape(value) is not { } shape)
        {
            throw Bad("It begins like JSON and is none.");
        }

        if (known.FirstOrDefault(position => Shape(position) is { } written && written != shape) is { } example)
        {
            throw Bad($"This collector writes positions like {example}, and this one has another shape ({shape}).");
        }
    }

    /// <summary>Kind of text; null for what begins like JSON and is none.</summary>
    private static string? Shape(string value)
    {
        if (value[0] is not ('{' or '['))
        {
            return "plain text";
        }

        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Array ? "a JSON array" : "a JSON object";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RefusedException Bad(string message) =>
        RefusedException.Wrong("state.bad_position", $"The position cannot be set: {message}", "`jobpilot-host state show PIPELINE` shows what the collector writes.");
}
