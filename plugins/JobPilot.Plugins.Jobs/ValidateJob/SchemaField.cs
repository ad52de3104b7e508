using System.Text;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>A property of an object schema.</summary>
internal sealed class SchemaField(string name, CompiledSchema schema)
{
    /// <summary>Its name, interned.</summary>
    public string Name { get; } = string.Intern(name);

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    public CompiledSchema Schema { get; } = schema;

    /// <summary>Its bit where it is required, 0 where it is not.</summary>
    public uint Bit { get; set; }
}
