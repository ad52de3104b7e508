namespace JobPilot.Testing;

/// <summary>Fields of the suites' own rows.</summary>
internal static class Fields
{
    public static readonly FieldPath Title = FieldPath.Parse("title");
}
