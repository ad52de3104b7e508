namespace JobPilot.Expressions;

/// <summary>The value of <c>blank</c>: equal to null, "", white space, and empty arrays and objects.</summary>
internal sealed class BlankMarker
{
    private BlankMarker()
    {
    }

    public static BlankMarker Instance { get; } = new();
}
