using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using JobPilot.Configuration;

namespace JobPilot.Host.Plugins;

/// <summary>Reads what the host must know of an assembly from its metadata; nothing of it is loaded or run.</summary>
internal static class PluginMetadata
{
    private const string ContractNamespace = "JobPilot";
    private const int MaxNesting = 32;

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>The assembly, or null with the finding in <paramref name="problem"/>.</returns>
    /// <param name="problem">Why it cannot be read; null where it can.</param>
    public static PluginAssembly? Read(string path, out Diagnostic? problem)
    {
        problem = null;
        try
        {
            using var stream = File.OpenRead(path);
            using var file = new PEReader(stream);
            if (!file.HasMetadata)
            {
                problem = PluginProblems.Native(path);
                return null;
            }

            var reader = file.GetMetadataReader();
            if (reader.IsAssembly)
            {
                return Read(reader, path);
            }

            problem = PluginProblems.Corrupt(path, "it is a .NET module without an assembly manifest");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = PluginProblems.Unreadable(path, exception.Message);
        }
        catch (Exception exception)
        {
            // Damaged metadata shows as a bad image, an overflow, an index out of range, a wrong cast: any of them is a finding about this file.
            problem = IsNative(path) ? PluginProblems.Native(path) : PluginProblems.Corrupt(path, exception.Message);
        }

        return null;
    }

    private static PluginAssembly Read(MetadataReader reader, string path)
    {
        var definition = reader.GetAssemblyDefinition();
        Version? contract = null;
        string? version = null;
        foreach (var handle in definition.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            switch (NameOf(reader, attribute))
            {
                case (ContractNamespace, nameof(JobPilotPluginAttribute)):
                    contract = attribute.DecodeValue(AttributeNames.Instance).FixedArguments is
                    [{ Value: int major and >= 0 }, { Value: int minor and >= 0 }]
                        ? new Version(major, minor)
                        : throw new BadImageFormatException($"its {nameof(JobPilotPluginAttribute)} names no version of a contract");
                    break;
                case ("System.Reflection", nameof(AssemblyInformationalVersionAttribute)):
                    version = (string?)attribute.DecodeValue(AttributeNames.Instance).FixedArguments[0].Value;
                    break;
            }
        }

        return new PluginAssembly
        {
            Name = reader.GetString(definition.Name),
            Path = path,
            Mvid = reader.GetGuid(reader.GetModuleDefinition().Mvid),
            Version = version ?? definition.Version.ToString(),
            Contract = contract,
            References = References(reader),
            Components = contract is null ? [] : [.. Components(reader)],
        };
    }

    private static List<AssemblyName> References(MetadataReader reader)
    {
        var references = new List<AssemblyName>();
        foreach (var handle in reader.AssemblyReferences)
        {
            var reference = reader.GetAssemblyReference(handle);
            references.Add(new AssemblyName { Name = reader.GetString(reference.Name), Version = reference.Version });
        }

        return references;
    }

    private static IEnumerable<PluginComponent> Components(MetadataReader reader)
    {
        foreach (var typeHandle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(typeHandle);
            foreach (var handle in type.GetCustomAttributes())
            {
                var attribute = reader.GetCustomAttribute(handle);
                if (NameOf(reader, attribute) is (ContractNamespace, var name) && KindOf(name) is { } kind)
                {
                    yield return Component(reader, type, attribute, kind);
                }
            }
        }
    }

    private static PluginComponent Component(MetadataReader reader, TypeDefinition type, CustomAttribute attribute, ComponentKind kind)
    {
        var value = attribute.DecodeValue(AttributeNames.Instance);
        return new PluginComponent
        {
            Kind = kind,
            Type = value.FixedArguments[0].Value as string ?? "",
            Description = Named(nameof(ComponentAttribute.Description)) as string ?? "",
            Demo = Named(nameof(CollectorAttribute.Demo)) is true,
            Lag = Named(nameof(CollectorAttribute.LagHours)) is > 0 and int hours ? TimeSpan.FromHours(hours) : TimeSpan.Zero,
            TypeName = FullName(reader, type),
            Flaw = FlawOf(reader, type),
        };

        object? Named(string name)
        {
            foreach (var argument in value.NamedArguments)
            {
                if (argument.Name == name)
                {
                    return argument.Value;
                }
            }

            return null;
        }
    }

    private static ComponentKind? KindOf(string attribute) => attribute switch
    {
        nameof(CollectorAttribute) => ComponentKind.Collector,
        nameof(ProcessorAttribute) => ComponentKind.Processor,
        nameof(SinkAttribute) => ComponentKind.Sink,
        _ => null,
    };

    private static string? FlawOf(MetadataReader reader, TypeDefinition type)
    {
        return !IsPublic(reader, type) ? "is not public"
            : type.Attributes.HasFlag(TypeAttributes.Abstract) ? "is abstract"
            : type.GetGenericParameters().Count > 0 ? "is generic"
            : null;
    }

    private static bool IsPublic(MetadataReader reader, TypeDefinition type)
    {
        foreach (var each in WithOuterTypes(reader, type))
        {
            if ((each.Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic))
            {
                return false;
            }
        }

        return true;
    }

    private static string FullName(MetadataReader reader, TypeDefinition type)
    {
        var name = "";
        var space = "";
        foreach (var each in WithOuterTypes(reader, type))
        {
            name = name.Length == 0 ? reader.GetString(each.Name) : $"{reader.GetString(each.Name)}+{name}";
            space = reader.GetString(each.Namespace);
        }

        return space.Length == 0 ? name : $"{space}.{name}";
    }

    /// <summary>The type and the types around it, from the inside; a damaged file may name a type as its own outer type.</summary>
    private static IEnumerable<TypeDefinition> WithOuterTypes(MetadataReader reader, TypeDefinition type)
    {
        yield return type;
        for (var depth = 0; !type.GetDeclaringType().IsNil; depth++)
        {
            if (depth == MaxNesting)
            {
                throw new BadImageFormatException("its types are nested without end");
            }

            type = reader.GetTypeDefinition(type.GetDeclaringType());
            yield return type;
        }
    }

    private static (string Space, string Name) NameOf(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent)
        {
            var type = reader.GetTypeReference((TypeReferenceHandle)parent);
            return (reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        return ("", "");
    }

    /// <summary>Native libraries of Linux (ELF) and macOS (Mach-O) are no PE files at all.</summary>
    private static bool IsNative(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length
            && (magic.SequenceEqual("\u007fELF"u8)
                || magic is [0xcf or 0xce, 0xfa, 0xed, 0xfe]
                || magic is [0xca, 0xfe, 0xba, 0xbe]);
    }
}
