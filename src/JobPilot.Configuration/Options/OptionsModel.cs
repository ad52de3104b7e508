using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobPilot.Configuration;

/// <summary>An options class, read once: the source of its schema, its table, its binding and its checks.</summary>
internal sealed class OptionsModel
{
    private static readonly ConcurrentDictionary<Type, OptionsModel> Known = new();

    private OptionsModel(Type type, IReadOnlyList<OptionProperty> properties)
    {
        Type = type;
        Properties = properties;
    }

    public Type Type { get; }

    public IReadOnlyList<OptionProperty> Properties { get; }

    /// <exception cref="NotSupportedException">The class is not usable as options; says why.</exception>
    public static OptionsModel For(Type type) => Known.GetOrAdd(type, static t => Read(t));

    public OptionProperty? Find(string name)
    {
        foreach (var property in Properties)
        {
            if (property.Name == name)
            {
                return property;
            }
        }

        return null;
    }

    public object CreateInstance()
    {
        try
        {
            return Activator.CreateInstance(Type)!;
        }
        catch (Exception error) when (error is TargetInvocationException or MissingMethodException or MemberAccessException)
        {
            throw new NotSupportedException($"{Type} cannot be created without arguments: {(error.InnerException ?? error).Message}", error);
        }
    }

    private static OptionsModel Read(Type type)
    {
        var properties = new List<OptionProperty>();
        var model = new OptionsModel(type, properties);
        var sample = model.CreateInstance();
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken))
        {
            if (property.SetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0
                || property.IsDefined(typeof(JsonIgnoreAttribute)))
            {
                continue;
            }

            var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || nullability.Create(property).WriteState == NullabilityState.Nullable;
            properties.Add(new OptionProperty(property, OptionShape.Of(property.PropertyType), property.GetValue(sample))
            {
                Name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                    ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
                Required = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute)),
                Nullable = nullable && !property.IsDefined(typeof(RequiredAttribute)),
            });
        }

        return model;
    }
}
