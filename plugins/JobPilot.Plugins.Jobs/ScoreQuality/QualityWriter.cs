using System.Text.Json;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Writes a listing's score and flags.</summary>
internal static class QualityWriter
{
    /// <summary>Writes them.</summary>
    public static void Write(Record record, double score, List<QualityFlag> flags)
    {
        if (record.Has(ListingPaths.Quality))
        {
            record.Set(ListingPaths.QualityScore, score);
            record.SetUtf8(ListingPaths.QualityFlags, Json(flags, null));
        }
        else
        {
            // As one text: nobody looks into it before it is written.
            record.SetUtf8(ListingPaths.Quality, Json(flags, score));
        }
    }

    /// <summary>The flags as a list, or in an object with the score.</summary>
    private static byte[] Json(List<QualityFlag> flags, double? score)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        if (score is { } number)
        {
            writer.WriteStartObject();
            writer.WriteNumber(Names.Score, number);
            writer.WritePropertyName(Names.Flags);
        }

        writer.WriteStartArray();
        foreach (var flag in flags)
        {
            writer.WriteStartObject();
            writer.WriteString(Names.Flag, flag.Name);
            writer.WriteString(Names.Reason, flag.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (score is not null)
        {
            writer.WriteEndObject();
        }

        return scratch.Finish();
    }

    /// <summary>Names that the result is written with, escaped once.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
        public static readonly JsonEncodedText Flags = JsonEncodedText.Encode("flags");
        public static readonly JsonEncodedText Flag = JsonEncodedText.Encode("flag");
        public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    }
}
