using System.Globalization;

namespace JobPilot.Configuration;

/// <summary>Sizes as they are written in pipelines: a whole number with B, KB, MB, GB or TB; a KB has 1,024 bytes.</summary>
internal static class SizeText
{
    /// <summary>The size in bytes.</summary>
    /// <param name="text">What the schema accepted.</param>
    public static long Bytes(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        var exponent = text[digits..] switch { "KB" => 1, "MB" => 2, "GB" => 3, "TB" => 4, _ => 0 };
        return long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture) << (10 * exponent);
    }
}
