namespace Microsoft.Extensions.DependencyInjection;

public static class ServiceOfTomorrow
{
    public static string Name => "tomorrow";
}
