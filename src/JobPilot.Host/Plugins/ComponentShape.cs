using System.Reflection;
using JobPilot.Configuration;

namespace JobPilot.Host.Plugins;

/// <summary>Checks that the classes of a loaded component have the shape that the contract asks for.</summary>
internal static class ComponentShape
{
    private static readonly Type[] ProcessorInterfaces = [typeof(IProcessor), typeof(IBatchProcessor), typeof(IStatefulProcessor)];

    /// <summary>Finds a component's classes in its loaded assembly.</summary>
    /// <param name="descriptor">The component.</param>
    /// <param name="assembly">Its assembly.</param>
    public static ComponentLoad Find(ComponentDescriptor descriptor, Assembly assembly)
    {
        try
        {
            var component = assembly.GetType(descriptor.TypeName, throwOnError: true)!;
            var options = component.GetCustomAttribute<ComponentAttribute>(inherit: false)!.Options;
            return Check(descriptor, component, options) is { } problem
                ? new ComponentLoad { Problem = problem }
                : new ComponentLoad { ComponentType = component, OptionsType = options };
        }
        catch (Exception exception)
        {
            // Invariant 8: looking at a plugin's types may fail in as many ways as its dependencies can be wrong.
            return new ComponentLoad { Problem = PluginProblems.LoadFailed(descriptor.AssemblyPath, exception) };
        }
    }

    private static Diagnostic? Check(ComponentDescriptor descriptor, Type component, Type options)
    {
        var (path, kind, type) = (descriptor.AssemblyPath, descriptor.Kind, descriptor.Type);
        if (!Implements(kind, component))
        {
            return PluginProblems.Unusable(path, kind, type, component.FullName!, "does not implement the interface of its kind");
        }

        if (FlawOf(options) is { } flaw)
        {
            return PluginProblems.OptionsUnusable(path, kind, type, options.FullName ?? options.Name, flaw);
        }

        return component.GetConstructors() is [var constructor]
            && constructor.GetParameters() is [var first, var second]
            && first.ParameterType == options
            && second.ParameterType == typeof(ComponentContext)
                ? null
                : PluginProblems.Constructor(path, kind, type, component, options);
    }

    private static bool Implements(ComponentKind kind, Type component) => kind switch
    {
        ComponentKind.Collector => typeof(ICollector).IsAssignableFrom(component),
        ComponentKind.Sink => typeof(ISink).IsAssignableFrom(component),
        _ => ProcessorInterfaces.Count(candidate => candidate.IsAssignableFrom(component)) == 1,
    };

    private static string? FlawOf(Type options)
    {
        if (!options.IsClass || options == typeof(string) || options.IsArray)
        {
            return "is not a class of its own";
        }

        if (!options.IsVisible)
        {
            return "is not public";
        }

        if (options.IsAbstract || options.ContainsGenericParameters)
        {
            return options.IsAbstract ? "is abstract" : "is generic";
        }

        if (options.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            return "has no public constructor without parameters";
        }

        try
        {
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
            return null;
        }
        catch (Exception exception)
        {
            // Invariant 8: its defaults are what the plugin's code says, and that code may fail.
            return $"cannot be made ({PluginProblems.Innermost(exception).Message.TrimEnd('.')})";
        }
    }
}
