using System.CommandLine;
using System.CommandLine.Completions;
using JobPilot.Host.Commands.DeadLetters;
using JobPilot.Host.Commands.Explain;
using JobPilot.Host.Commands.Positions;
using JobPilot.Host.Commands.Replays;
using JobPilot.Host.Commands.Runs;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands;

/// <summary>The command line: a bare path means run; every verb shares the options.</summary>
internal static class HostCommandLine
{
    private const string Examples = """

        Examples:
          jobpilot-host pipelines/jsearch.yaml                 run a pipeline once
          jobpilot-host run pipelines/demo.yaml --limit 50     collect at most 50 records
          jobpilot-host pipelines/jsearch.yaml --since 2026-11-01   fill in postings from that day on
          jobpilot-host validate pipelines/*.yaml              check files, all findings at once
          jobpilot-host plan pipelines/jsearch.yaml            show what would run; nothing is changed or called
          jobpilot-host preview pipelines/jsearch.yaml -n 3    show three records after every step; nothing is written
          jobpilot-host doctor pipelines/jsearch.yaml          check keys, servers, sinks, disk and plugins
          jobpilot-host state list pipelines/jsearch.yaml      show how far each search is
          jobpilot-host state reset pipelines/jsearch.yaml --collector jsearch --yes
          jobpilot-host runs list pipelines/jsearch.yaml       show what the last runs did
          jobpilot-host runs show pipelines/jsearch.yaml last  show the last run in full
          jobpilot-host runs undo pipelines/jsearch.yaml last  take the last run back
          jobpilot-host dead-letters list pipelines/jsearch.yaml --since 2d
          jobpilot-host dead-letters replay pipelines/jsearch.yaml
          jobpilot-host replay pipelines/jsearch.yaml last     process the last run's answers again; no source is called
          jobpilot-host explain 3fa9c1 base_salary.annual_min  show how a value of a listing came about
          jobpilot-host explain duplicate 3fa9c1 77b0e2        show why two listings are one opening, or are not
          jobpilot-host plugins show jsearch                   show a component's options
          jobpilot-host schema --write schema                  write the JSON Schemas for editors
          jobpilot-host completion bash                        print a shell's completion script

        Exit codes: 0 done; 1 the run failed; 2 configuration; 3 a plugin, file or server is missing; 130, 143 stopped by a signal.
        """;

    public static async Task<int> InvokeAsync(string[] args, HostConsole console)
    {
        using var output = console.Out as WatchedWriter ?? new WatchedWriter(console.Out);
        console = console with { Out = output };
        var root = Create(console);
        var result = root.Parse(args);
        var asksForHelp = args.Any(argument => argument is "--help" or "-h" or "-?" or "--version") || result.Tokens.Any(token => token.Type == System.CommandLine.Parsing.TokenType.Directive);
        if (result.Errors.Count > 0 && !asksForHelp)
        {
            return CommandLineRefusal.Tell(
                result.Errors.Select(error => error.Message).Where(message => !message.Contains("expected type 'System.", StringComparison.Ordinal)).Distinct(), args, console);
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // The run owns the signals: a drain takes longer than the two seconds of the default.
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return HostFailure.Tell(exception, args, console, output);
        }
    }

    private static RootCommand Create(HostConsole console)
    {
        var root = new RootCommand("Runs job-posting pipelines: collectors, processors and sinks from plugins, wired by YAML.");
        var options = new HostOptions(root);
        var file = PipelineArgument();
        file.Arity = ArgumentArity.ZeroOrOne;
        root.Arguments.Add(file);
        options.Window.AddTo(root);
        root.SetAction((result, cancellation) =>
        {
            if (result.GetValue(file) is { } path)
            {
                return RunCommand.ExecuteAsync(path, options.Read(result, console));
            }

            if (options.Read(result, console).Json)
            {
                return Task.FromResult(CommandLineRefusal.Tell(["Neither a pipeline nor a verb was given."], ["--format", "json"], console));
            }

            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = console.Error, Error = console.Error });
            return Task.FromResult(ExitCode.Configuration);
        });

        root.Subcommands.Add(Reading(Verb("run", "Runs a pipeline once.", (path, request, _) => RunCommand.ExecuteAsync(path, request))));
        root.Subcommands.Add(Validate());
        root.Subcommands.Add(Reading(Verb("plan", "Shows what would run and from where on it reads, with resolved options and no secret; changes and calls nothing.", PlanCommand.ExecuteAsync)));
        root.Subcommands.Add(Reading(Preview()));
        root.Subcommands.Add(Verb("doctor", "Checks keys, servers, sinks, disk and plugins; each finding says how to mend it.", DoctorCommand.ExecuteAsync));
        var state = StateVerbs.Create(PipelineArgument, result => options.Read(result, console));
        var runs = RunsVerbs.Create(PipelineArgument, result => options.Read(result, console));
        var deadLetters = DeadLetterVerbs.Create(PipelineArgument, result => options.Read(result, console));
        var replay = ReplayVerb.Create(PipelineArgument, result => options.Read(result, console));
        var explain = ExplainVerb.Create(result => options.Read(result, console));
        root.Subcommands.Add(state);
        root.Subcommands.Add(runs);
        root.Subcommands.Add(deadLetters);
        root.Subcommands.Add(replay);
        root.Subcommands.Add(explain);
        root.Subcommands.Add(Plugins());
        root.Subcommands.Add(Schema());
        root.Subcommands.Add(Completion());
        var help = root.Options.OfType<System.CommandLine.Help.HelpOption>().First();
        help.Action = new HelpWithExamples((System.CommandLine.Help.HelpAction)help.Action!, new Dictionary<Command, string>
        {
            [root] = Examples,
            [state] = StateVerbs.Examples,
            [runs] = RunsVerbs.Examples,
            [deadLetters] = DeadLetterVerbs.Examples,
            [replay] = ReplayVerb.Examples,
            [explain] = ExplainVerb.Examples,
        });
        return root;

        Command Verb(string name, string description, Func<string, HostRequest, CancellationToken, Task<int>> execute)
        {
            var argument = PipelineArgument();
            var command = new Command(name, description) { argument };
            command.SetAction((result, cancellation) => execute(result.GetValue(argument)!, options.Read(result, console), cancellation));
            return command;
        }

        Command Reading(Command command)
        {
            options.Window.AddTo(command);
            return command;
        }

        Command Validate()
        {
            var files = new Argument<string[]>("FILES") { HelpName = "FILES", Description = "Pipeline files.", Arity = ArgumentArity.OneOrMore };
            files.CompletionSources.Add(CompleteFiles);
            var command = new Command("validate", "Checks pipeline files: all findings at once, each with its place and its mend.") { files };
            command.SetAction(result => ValidateCommand.Execute(result.GetValue(files) ?? [], options.Read(result, console)));
            return command;
        }

        Command Preview()
        {
            var argument = PipelineArgument();
            var count = new Option<int>("--records", "-n") { Description = "Records to show.", DefaultValueFactory = _ => 5, HelpName = "N" };
            count.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var number) || number is < 1 or > 1000))
                {
                    result.AddError("--records takes a whole number from 1 to 1000.");
                }
            });
            var command = new Command("preview", "Shows the first records as they look after every step; writes nothing.") { argument, count };
            command.SetAction((result, cancellation) =>
                PreviewCommand.ExecuteAsync(result.GetValue(argument)!, result.GetValue(count), options.Read(result, console), cancellation));
            return command;
        }

        Command Plugins()
        {
            var command = new Command("plugins", "Lists the installed components, or shows one.");
            command.SetAction(result => PluginsCommand.List(options.Read(result, console)));
            var list = new Command("list", "Lists the installed components and what is wrong with plugins.");
            list.SetAction(result => PluginsCommand.List(options.Read(result, console)));
            var type = new Argument<string>("TYPE") { Description = "Type name, as in YAML." };
            var show = new Command("show", "Shows a component: assembly, version, options with types, defaults and descriptions.") { type };
            var rules = new Option<bool>("--rules") { Description = "Show the rules and word lists that come with it, each with its id, as a rule file." };
            show.Options.Add(rules);
            show.SetAction(result => PluginsCommand.Show(result.GetValue(type)!, result.GetValue(rules), options.Read(result, console)));
            command.Subcommands.Add(list);
            command.Subcommands.Add(show);
            var pin = new Command("lock", "Pins the installed plugins by the hashes of their files in plugins.lock: nothing else loads then.");
            pin.SetAction(result => PluginsLockCommand.Lock(options.Read(result, console)));
            var verify = new Command("verify", "Compares the installed plugins with plugins.lock.");
            verify.SetAction(result => PluginsLockCommand.Verify(options.Read(result, console)));
            command.Subcommands.Add(pin);
            command.Subcommands.Add(verify);
            return command;
        }

        Command Schema()
        {
            var write = new Option<string?>("--write") { Description = "Writes the pipeline's and each component's schema into this directory.", HelpName = "DIR" };
            var command = new Command("schema", "Prints the JSON Schema of a pipeline with the options of every installed plugin.") { write };
            command.SetAction(result => SchemaCommand.Execute(result.GetValue(write), options.Read(result, console)));
            return command;
        }

        Command Completion()
        {
            var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = "bash, zsh, fish or pwsh." };
            shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
            var command = new Command("completion", "Prints the completion script of a shell.") { shell };
            command.SetAction(result => CompletionCommand.Execute(result.GetValue(shell)!, console));
            return command;
        }
    }

    private static Argument<string> PipelineArgument()
    {
        var argument = new Argument<string>("PIPELINE") { HelpName = "PIPELINE", Description = "Pipeline file, for instance pipelines/jsearch.yaml." };
        argument.CompletionSources.Add(CompleteFiles);
        return argument;
    }

    private static IEnumerable<CompletionItem> CompleteFiles(CompletionContext context)
    {
        var word = context.WordToComplete;
        var folder = Path.GetDirectoryName(word) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var prefix = Path.GetDirectoryName(word) is { Length: > 0 } shown ? shown + "/" : "";
        return Directory.EnumerateFiles(folder, "*.y*ml").Select(path => new CompletionItem(prefix + Path.GetFileName(path)))
            .Concat(Directory.EnumerateDirectories(folder).Select(path => new CompletionItem(prefix + Path.GetFileName(path) + "/")));
    }
}
