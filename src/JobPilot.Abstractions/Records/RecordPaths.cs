namespace JobPilot;

internal static class RecordPaths
{
    public static readonly FieldPath Payload = FieldPath.Parse("payload");
}
