using System.Reflection;

namespace JobPilot.Testing.Tests.Conformance;

/// <summary>Runs all facts of a suite outside of xunit, so that a test can say which ones must fail.</summary>
internal static class SuiteRun
{
    /// <summary>Names of the facts that fail; each runs on an instance of its own, as xunit does it.</summary>
    public static async Task<IReadOnlyDictionary<string, Exception>> FailuresAsync(Func<object> createSuite)
    {
        var failures = new Dictionary<string, Exception>(StringComparer.Ordinal);
        var facts = createSuite().GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .ToList();
        Assert.NotEmpty(facts);
        foreach (var fact in facts)
        {
            foreach (var arguments in Arguments(fact))
            {
                if (await RunAsync(createSuite(), fact, arguments) is { } exception)
                {
                    failures[fact.Name] = exception;
                }
            }
        }

        return failures;
    }

    /// <summary>The broken component must be caught by the named fact, among others perhaps.</summary>
    public static async Task CatchesAsync(string fact, Func<object> createSuite)
    {
        var failures = await FailuresAsync(createSuite);
        Assert.True(failures.ContainsKey(fact), $"'{fact}' lets the broken component pass. Caught by: {string.Join(", ", failures.Keys)}.");
    }

    /// <summary>A good component passes all facts.</summary>
    public static async Task PassesAsync(Func<object> createSuite)
    {
        var failures = await FailuresAsync(createSuite);
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(failure => $"{failure.Key}: {failure.Value.Message}")));
    }

    private static IEnumerable<object?[]> Arguments(MethodInfo fact)
    {
        var rows = fact.GetCustomAttributes<InlineDataAttribute>().SelectMany(row => row.GetData(fact)).ToList();
        return rows.Count == 0 ? [[]] : rows.Select(row => row.Zip(fact.GetParameters(), (value, parameter) =>
            Convert.ChangeType(value, parameter.ParameterType, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
    }

    private static async Task<Exception?> RunAsync(object suite, MethodInfo fact, object?[] arguments)
    {
        try
        {
            if (suite is IAsyncLifetime started)
            {
                await started.InitializeAsync();
            }

            if (fact.Invoke(suite, arguments) is Task task)
            {
                await task;
            }

            if (suite is IAsyncLifetime ended)
            {
                await ended.DisposeAsync();
            }

            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
