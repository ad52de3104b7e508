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

    /// <summary>Writes the places, each in the shape of the canonical listing: into the items that are there where they are as many and of that shape, since who reads them next finds them opened.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="places">Its places.</param>
    /// <param name="count">Items of <c>locations</c>.</param>
    public static void Write(Record record, List<ListedPlace> places, int count)
    {
        if (places.Count != count || count > LocationPaths.Usual || !ArePlaces(record, count))
        {
            WriteAnew(record, places);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            Put(record, LocationPaths.At(i), places[i]);
        }
    }

    /// <summary>Whether all items are objects without further fields.</summary>
    private static bool ArePlaces(Record record, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var item = record.GetValue(LocationPaths.At(i).Item);
            if (item.Kind != RecordValueKind.Object)
            {
                return false;
            }

            for (var field = 0; field < item.Count; field++)
            {
                if (!LocationPaths.IsField(item.NameAt(field)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Puts a place into an item; the fields are taken out first, since they stand in order.</summary>
    private static void Put(Record record, LocationPaths paths, in ListedPlace place)
    {
        for (var i = paths.Fields.Count - 1; i >= 0; i--)
        {
            record.Remove(paths.Fields[i]);
        }

        Set(record, paths.Raw, place.Raw);
        Set(record, paths.City, place.City);
        Set(record, paths.Region, place.Region);
        Set(record, paths.Country, place.Country);
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            record.Set(paths.Latitude, latitude);
            record.Set(paths.Longitude, longitude);
        }

        if (place.GeonamesId is { } id)
        {
            record.Set(paths.GeonamesId, id);
        }
    }

    private static void Set(Record record, FieldPath path, string? value)
    {
        if (value is not null)
        {
            record.Set(path, value);
        }
    }

    private static void WriteAnew(Record record, List<ListedPlace> places)
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
