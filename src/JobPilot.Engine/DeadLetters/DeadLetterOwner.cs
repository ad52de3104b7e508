using System.Text.Json;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Whose letters a file holds: several pipelines, and one pipeline over several databases, may name one file.</summary>
/// <param name="Pipeline">Name of the pipeline.</param>
/// <param name="HomeId">Identity of the home that counts the letters; "" where it is not known.</param>
public sealed record DeadLetterOwner(string Pipeline, string HomeId)
{
    /// <summary>Property of a letter with the identity of the home.</summary>
    internal const string Home = "home";

    /// <summary>Whether a line is a letter that the mark of this owner does not count. Lines that do not say whose they are, and lines that cannot be read, are the owner's.</summary>
    internal bool IsOthers(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && (IsOther(document.RootElement, "pipeline", Pipeline) || IsOther(document.RootElement, Home, HomeId));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsOther(JsonElement letter, string name, string own) =>
        letter.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && own.Length > 0 && !value.ValueEquals(own) && !value.ValueEquals("");
}
