using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobPilot;

/// <summary>
/// An option that must never be shown: an API key, a password. The host keeps whatever fills such an option out of logs, errors, plans,
/// positions, dead letters and metrics. Immutable; safe on every thread.
/// </summary>
/// <param name="value">The secret itself; "" means not given.</param>
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>What is shown in place of a secret.</summary>
    public const string Mask = "***";

    private readonly string _value = value ?? "";

    /// <summary>A secret that was not given.</summary>
    public static Secret Empty { get; } = new("");

    /// <summary>Whether nothing was given; white space counts as nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(_value);

    /// <summary>Returns the secret. Call it at the one place that sends it, and keep the result nowhere.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns <see cref="Mask"/>, or "" for an empty secret; never the secret.</summary>
    public override string ToString() => IsEmpty ? "" : Mask;
}

internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new Secret(reader.GetString()!)
            : throw new JsonException("A secret is a string.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
