using System.CommandLine;
using JobPilot;
using McMaster.NETCore.Plugins;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.RepresentationModel;

// Does once, and as plainly as it can be done, what every start of the host does with the libraries that it is made of: a command line, a YAML text, a
// schema, an empty application host, three plugins, a database. What the host needs beyond this is its own.
const string Pipeline = """
    version: 1
    name: one
    collectors: [{ type: demo, options: { records: 1 } }]
    processors: [{ type: map_job }]
    sinks: [{ type: jsonl, options: { path: one.jsonl } }]
    """;

var directory = new Argument<string>("plugins");
var command = new RootCommand { directory };
command.SetAction(result => Load(result.GetRequiredValue(directory)));
return command.Parse(args).Invoke();

static int Load(string plugins)
{
    var yaml = new YamlStream();
    yaml.Load(new StringReader(Pipeline));

    var schema = new JsonSchema { Type = JsonObjectType.Object };
    schema.RequiredProperties.Add("name");
    var mistakes = new JsonSchemaValidator().Validate("""{ "name": "one" }""", schema).Count;

    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    using var host = builder.Build();

    var components = 0;
    foreach (var name in new[] { "Demo", "Jobs", "Files" })
    {
        var plugin = $"JobPilot.Plugins.{name}";
        using var loader = PluginLoader.CreateFromAssemblyFile(Path.Combine(plugins, plugin, $"{plugin}.dll"), sharedTypes: [typeof(ICollector)]);
        components += loader.LoadDefaultAssembly().GetExportedTypes().Count(type => type.IsDefined(typeof(ComponentAttribute), inherit: false));
    }

    using var database = new SqliteConnection("Data Source=:memory:");
    database.Open();
    Console.Out.WriteLine($"{yaml.Documents.Count} document, {mistakes} mistakes, {components} components, {database.State}");
    return mistakes == 0 && components > 3 ? 0 : 1;
}
