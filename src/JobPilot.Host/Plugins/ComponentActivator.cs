using System.Reflection;

namespace JobPilot.Host.Plugins;

/// <summary>Makes components by their one constructor, whose shape was checked when the plugin was loaded.</summary>
internal static class ComponentActivator
{
    /// <summary>Makes a component.</summary>
    /// <param name="componentType">Class of the component, from <see cref="PluginCatalog.Load"/>.</param>
    /// <param name="options">Bound and validated options.</param>
    /// <param name="context">The component's context.</param>
    /// <returns>The component, or the finding that names plugin, reason and mend; a <see cref="FaultException"/> keeps its code and mend.</returns>
    public static ComponentCreation Create(Type componentType, object options, ComponentContext context)
    {
        try
        {
            return new ComponentCreation(
                componentType.GetConstructors()[0].Invoke(BindingFlags.DoNotWrapExceptions, null, [options, context], null), null);
        }
        catch (Exception exception)
        {
            // Invariant 8: a constructor that throws is a finding about that component, whatever it throws.
            return new ComponentCreation(null, Describe(componentType, exception));
        }
    }

    private static Diagnostic Describe(Type componentType, Exception exception)
    {
        if (PluginProblems.Innermost(exception) is FaultException fault)
        {
            return new Diagnostic(fault.Code, fault.Message) { Fix = fault.Fix };
        }

        var type = componentType.GetCustomAttribute<ComponentAttribute>(inherit: false)?.Type ?? componentType.FullName!;
        return PluginProblems.ConstructorFailed(componentType.Assembly.Location, type, exception);
    }
}

/// <summary>A component, or why it could not be made.</summary>
internal readonly record struct ComponentCreation(object? Component, Diagnostic? Problem);
