using JobPilot;
using Microsoft.Data.Sqlite;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Native;

public sealed class NativeOptions;

[Collector("native", typeof(NativeOptions))]
public sealed class NativeCollector(NativeOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select 'answered by native code'";
        return $"{context.ComponentId} {options.GetType().Name} {command.ExecuteScalar()}";
    }
}
