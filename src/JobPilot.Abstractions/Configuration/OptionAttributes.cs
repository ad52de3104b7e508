namespace JobPilot;

/// <summary>
/// Marks a string option whose <c>{{ }}</c> parts the host fills in once, from the run, before the component is made:
/// <c>data/{{ date.now | date.to_string '%F' }}.jsonl</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TemplatedAttribute : Attribute;

/// <summary>
/// Marks an option (a string, a list of strings, or a dictionary with string values) that the component compiles by
/// <see cref="ComponentContext.Expressions"/>, so that the host checks it beforehand and points at the mistake.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExpressionAttribute : Attribute
{
    /// <summary>True for a template with <c>{{ }}</c> parts; false (the default) for one expression.</summary>
    public bool Template { get; init; }
}

/// <summary>Marks an option (a string or a list of strings) that is a <see cref="FieldPath"/>, so that the host checks it beforehand.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldPathAttribute : Attribute;

/// <summary>Marks an option that is a list: where it has one entry only, the entry may be written without the list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SingleOrListAttribute : Attribute;
