namespace JobPilot.Engine.Contracts;

/// <summary>JSON types that a field was seen with. Null is none of them.</summary>
[Flags]
internal enum ShapeTypes : byte
{
    None = 0,
    Boolean = 1,
    Integer = 2,
    Number = 4,
    String = 8,
    Array = 16,
    Object = 32,
}

/// <summary>Words for types.</summary>
internal static class ShapeTypeNames
{
    /// <summary>Every flag that there is.</summary>
    public const ShapeTypes All = ShapeTypes.Boolean | ShapeTypes.Integer | ShapeTypes.Number | ShapeTypes.String | ShapeTypes.Array | ShapeTypes.Object;

    private static readonly ShapeTypes[] Each = [ShapeTypes.Boolean, ShapeTypes.Integer, ShapeTypes.Number, ShapeTypes.String, ShapeTypes.Array, ShapeTypes.Object];

    /// <summary>For instance <c>integer or string</c>; a number covers whole numbers.</summary>
    public static string Of(ShapeTypes types) => string.Join(" or ", Each
        .Where(type => types.HasFlag(type) && (type != ShapeTypes.Integer || !types.HasFlag(ShapeTypes.Number)))
        .Select(type => type.ToString().ToLowerInvariant()));

    /// <summary>The types, and what is part of them.</summary>
    public static ShapeTypes Accepted(ShapeTypes types) => types.HasFlag(ShapeTypes.Number) ? types | ShapeTypes.Integer : types;
}
