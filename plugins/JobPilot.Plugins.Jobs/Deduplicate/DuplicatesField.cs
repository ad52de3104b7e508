using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>What a row says of its group.</summary>
internal static class DuplicatesField
{
    /// <summary>
    /// The group's members as memory keeps them, so that a lost memory can be built again from the rows; null where there is only one. Not part
    /// of the content.
    /// </summary>
    public static readonly FieldPath Memory = FieldPath.Parse("_duplicates");

    /// <summary>Id of the rule and version of the memory, under provenance.</summary>
    public const string Rule = "duplicates.group/3";

    /// <summary>What joins postings is read of; each other source says which of it joined it, and how sure that is.</summary>
    private const string From = "apply, hiring_organization, title_raw, locations, description.text";

    public static void Set(Record record, Group group, Member row)
    {
        // Before the field itself, so that a row whose field is patched later has it in the same order.
        if (ListingShape.Fault(record, ListingPaths.Provenance) is null)
        {
            Provenance.Add(record, "/duplicates", From, Rule, 1);
        }

        record.SetUtf8(ListingPaths.Duplicates, Write(group, row));
        if (group.Members.Count > 1)
        {
            record.Set(Memory, group.ToString());
        }
    }

    public static Record Patch(Group group, Member row) => Record.Patch(row.Id, new JsonObject
    {
        ["duplicates"] = JsonNode.Parse(Write(group, row)),
        ["_duplicates"] = group.Members.Count > 1 ? group.ToString() : null,
    });

    private static byte[] Write(Group group, Member row)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartObject();
        if (Array.Find(row.Keys, static key => key[0] == 'm') is { } match)
        {
            writer.WriteString("match_key"u8, match.AsSpan(2));
        }

        writer.WriteString("opening_id"u8, group.OpeningId());
        writer.WriteStartArray("other_sources"u8);
        foreach (var member in group.Members)
        {
            if (member.Id == row.Id)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("id"u8, member.Id);
            WriteText("collector", member.Collector);
            WriteText("publisher", member.Publisher);
            WriteText("url", member.Url);
            if (Evidence.Of(member, row, group) is { } evidence)
            {
                writer.WriteString("evidence"u8, evidence.Name);
                writer.WriteNumber("confidence"u8, evidence.Confidence);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return scratch.Finish();

        void WriteText(string name, string value)
        {
            if (value.Length > 0)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
