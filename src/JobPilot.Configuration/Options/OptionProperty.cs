using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace JobPilot.Configuration;

/// <summary>One option: its name in YAML, its shape, what its attributes ask.</summary>
internal sealed class OptionProperty(PropertyInfo property, OptionShape shape, object? defaultValue)
{
    public PropertyInfo Property { get; } = property;

    public OptionShape Shape { get; } = shape;

    public object? Default { get; } = defaultValue;

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required bool Required { get; init; }

    public required bool Nullable { get; init; }

    public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. property.GetCustomAttributes<ValidationAttribute>()];

    public bool Templated { get; } = property.IsDefined(typeof(TemplatedAttribute));

    public ExpressionAttribute? Expression { get; } = property.GetCustomAttribute<ExpressionAttribute>();

    /// <summary>Whether a list of one may be written as its entry.</summary>
    public bool SingleOrList { get; } = property.IsDefined(typeof(SingleOrListAttribute));

    public bool FieldPath { get; } = property.IsDefined(typeof(FieldPathAttribute));

    /// <summary>
    /// Value in an options object. By an invoker of its own: a property that is read a second time gets code generated for it, which takes longer
    /// than all the reading that a run does.
    /// </summary>
    public object? Read(object options) => MethodInvoker.Create(Property.GetMethod!).Invoke(options);

    public T? Rule<T>()
        where T : ValidationAttribute => Rules.OfType<T>().FirstOrDefault();
}
