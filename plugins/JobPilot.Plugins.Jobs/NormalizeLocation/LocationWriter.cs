using System.Buffers;
using System.Text.Json;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Writes <c>locations</c>. One buffer a thread.</summary>
internal static class LocationWriter
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes the array, each place in the shape of the canonical listing.</summary>
    public static void Write(Record record, List<ListedPlace> places)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(512);
        var writer = _writer ??= new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartArray();
        foreach (var place in places)
        {
            writer.WriteStartObject();
            WriteString("raw"u8, place.Raw);
            WriteString("city"u8, place.City);
            WriteString("region"u8, place.Region);
            WriteString("country"u8, place.Country);
            if (place is { Latitude: { } latitude, Longitude: { } longitude })
            {
                writer.WriteNumber("latitude"u8, latitude);
                writer.WriteNumber("longitude"u8, longitude);
            }

            if (place.GeonamesId is { } id)
            {
                writer.WriteNumber("geonames_id"u8, id);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        record.SetUtf8(ListingPaths.Locations, buffer.WrittenSpan.ToArray());

        void WriteString(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
