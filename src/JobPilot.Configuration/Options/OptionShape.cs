using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>What a CLR type of an options class is in YAML; the one place that lists the types an option may have.</summary>
internal sealed class OptionShape
{
    private static readonly HashSet<Type> Integers =
        [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(sbyte), typeof(uint), typeof(ushort), typeof(ulong)];

    private static readonly HashSet<Type> Lists =
    [
        typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IList<>), typeof(ICollection<>), typeof(List<>),
        typeof(ISet<>), typeof(IReadOnlySet<>), typeof(HashSet<>),
    ];

    private static readonly HashSet<Type> Maps = [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    private OptionShape(OptionKind kind, Type type, OptionShape? element = null)
    {
        Kind = kind;
        Type = type;
        Element = element;
    }

    public OptionKind Kind { get; }

    public Type Type { get; }

    /// <summary>Shape of the items of a list or the values of a map.</summary>
    public OptionShape? Element { get; }

    /// <summary>Whether a list names nothing twice.</summary>
    public bool Unique => Type.IsGenericType
        && (Type.GetGenericTypeDefinition() is var open && (open == typeof(ISet<>) || open == typeof(IReadOnlySet<>) || open == typeof(HashSet<>)));

    /// <summary>Options of a section.</summary>
    public OptionsModel Section => OptionsModel.For(Type);

    /// <exception cref="NotSupportedException">An option cannot have this type.</exception>
    public static OptionShape Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) { return new(OptionKind.Text, type); }
        if (type == typeof(Secret)) { return new(OptionKind.Secret, type); }
        if (type == typeof(bool)) { return new(OptionKind.Boolean, type); }
        if (Integers.Contains(type)) { return new(OptionKind.Integer, type); }
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) { return new(OptionKind.Number, type); }
        if (type.IsEnum) { return new(OptionKind.Choice, type); }
        if (type == typeof(TimeSpan)) { return new(OptionKind.Duration, type); }
        if (type == typeof(DateTimeOffset) || type == typeof(DateOnly)) { return new(OptionKind.Moment, type); }
        if (type == typeof(Uri)) { return new(OptionKind.Address, type); }
        if (type == typeof(object) || type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type)) { return new(OptionKind.Anything, type); }
        return OfCollection(type) ?? OfSection(type);
    }

    private static OptionShape? OfCollection(Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1)
        {
            return new(OptionKind.List, type, Of(type.GetElementType()!));
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var open = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (Lists.Contains(open))
        {
            return new(OptionKind.List, type, Of(arguments[0]));
        }

        return Maps.Contains(open) && arguments[0] == typeof(string) ? new(OptionKind.Map, type, Of(arguments[1])) : null;
    }

    private static OptionShape OfSection(Type type)
    {
        var usable = !type.IsAbstract && !type.IsPrimitive && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type)
            && (type.IsValueType ? type.Namespace != "System" : type.GetConstructor(Type.EmptyTypes) is not null);
        return usable
            ? new(OptionKind.Section, type)
            : throw new NotSupportedException($"An option cannot be of type {type}: it needs a parameterless constructor, or a type that YAML can express.");
    }
}
