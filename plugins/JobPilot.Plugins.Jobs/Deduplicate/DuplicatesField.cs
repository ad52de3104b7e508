using System.Text;
using System.Text.Json;
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

    /// <summary>Fields that the row has from others, each with the posting that says so.</summary>
    public static readonly FieldPath Merged = FieldPath.Parse("duplicates.merged");

    /// <summary>Id and version of the rule, under provenance.</summary>
    public const string Rule = "duplicates.group" + Version;

    /// <summary>Version of what is remembered and compared, behind the id of a rule.</summary>
    public const string Version = "/1";

    /// <summary>What joins postings is read of; each other source says which of it joined it, and how sure that is.</summary>
    private const string From = "apply, hiring_organization, title_raw, locations, description.text";

    /// <summary>Writes the group into the row's own posting, and what it borrows.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="group">The group.</param>
    /// <param name="row">The posting, as the group has it.</param>
    /// <param name="text">The group as the memory has it.</param>
    /// <param name="rule">Id and version of the rule, under provenance.</param>
    public static void Set(Record record, Group group, Member row, string text, string rule)
    {
        // Before the field itself, so that a row whose field is patched later has it in the same order.
        if (ListingShape.Fault(record, ListingPaths.Provenance) is null)
        {
            Provenance.Add(record, "/duplicates", From, rule, 1);
        }

        var borrowed = LentFields.Borrowed(group, row);
        record.SetUtf8(ListingPaths.Duplicates, Write(group, row, borrowed));
        foreach (var field in borrowed)
        {
            record.SetUtf8(field.Path, Encoding.UTF8.GetBytes(field.Json));
        }

        if (group.Members.Count > 1)
        {
            record.Set(Memory, text);
        }
    }

    /// <summary>Writes the group into a row that exists.</summary>
    /// <param name="group">The group.</param>
    /// <param name="row">The posting that has the row.</param>
    /// <param name="text">The group as the memory has it.</param>
    /// <param name="before">The group as the row was last told of it; null where it is told for the first time.</param>
    public static Record Patch(Group group, Member row, string text, Group? before)
    {
        var borrowed = LentFields.Borrowed(group, row);
        var fields = new JsonObject
        {
            ["duplicates"] = JsonNode.Parse(Write(group, row, borrowed)),
            ["_duplicates"] = group.Members.Count > 1 ? text : null,
        };

        // What nobody lends any more is taken back; what is lent takes the place of what was.
        foreach (var field in before?.Find(row.Id) is { } known ? LentFields.Borrowed(before, known) : [])
        {
            fields[field.Name] = null;
        }

        foreach (var field in borrowed)
        {
            fields[field.Name] = JsonNode.Parse(field.Json);
        }

        return Record.Patch(row.Id, fields);
    }

    private static byte[] Write(Group group, Member row, IReadOnlyList<BorrowedField> borrowed)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartObject();
        if (Array.Find(row.Keys, static key => key[0] == 'm') is { } match)
        {
            writer.WriteString("match_key"u8, Family.StateKey(match).AsSpan(2));
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
        WriteMerged(writer, borrowed);
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

    private static void WriteMerged(Utf8JsonWriter writer, IReadOnlyList<BorrowedField> borrowed)
    {
        if (borrowed.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("merged"u8);
        foreach (var field in borrowed)
        {
            writer.WriteStartObject(field.Name);
            writer.WriteString("from"u8, field.From);
            writer.WriteNumber("confidence"u8, field.Confidence);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
