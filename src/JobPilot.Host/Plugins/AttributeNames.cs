using System.Reflection.Metadata;

namespace JobPilot.Host.Plugins;

/// <summary>
/// Decodes the types inside attribute values as their names; only enums would need more, and no attribute of the contract has one. Primitive types go
/// unnamed, for nobody asks: a value says itself what it is.
/// </summary>
internal sealed class AttributeNames : ICustomAttributeTypeProvider<string>
{
    public static AttributeNames Instance { get; } = new();

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

    public string GetSystemType() => typeof(Type).FullName!;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromSerializedName(string name) => name;

    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == typeof(Type).FullName;

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
