using System.Text.Json.Nodes;
using JobPilot.Host.Commands;
using JobPilot.Host.Output;

namespace JobPilot.Host.Tests.Commands;

/// <summary>What goes wrong where no verb expects it is told as everything else is.</summary>
public class HostFailureTests
{
    [Theory]
    [InlineData("runs", "list", "tiny.yaml", "--log-file", "tiny.yaml/etl.log")]
    [InlineData("state", "export", "tiny.yaml", "-o", "nowhere/positions.json")]
    [InlineData("schema", "--write", "tiny.yaml/schema")]
    public async Task Invoke_FileCannotBeWritten_IsOneDocumentAndOneLine(params string[] args)
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", """
            version: 1
            name: tiny
            collectors: [{ type: demo, options: { records: 10 } }]
            sinks: [{ type: jsonl, options: { path: out.jsonl } }]
            """);
        Assert.Equal(ExitCode.Done, await host.InvokeAsync("run", "tiny.yaml"));

        Assert.Equal(ExitCode.Environment, await host.InvokeAsync([.. args, "--format", "json"]));

        var document = JsonNode.Parse(host.Out)!;
        var finding = Assert.Single(document["diagnostics"]!.AsArray())!;
        Assert.NotNull(finding["fix"]);
        Assert.Contains($"error: {finding["code"]} {finding["message"]}", host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_OutputFileCannotBeWritten_GivesTheDocumentOfNoVerb()
    {
        using var host = new HostRun();
        host.Write("tiny.yaml", "version: 1\nname: tiny\ncollectors: [{ type: demo }]\nsinks: [{ type: jsonl, options: { path: out.jsonl } }]\n");

        Assert.Equal(ExitCode.Environment, await host.InvokeAsync("state", "export", "tiny.yaml", "-o", "nowhere/positions.json", "--format", "json"));

        var document = host.Document("command-line");
        Assert.Equal((3, "host.input_output"), ((int)document["exit_code"]!, (string)document["diagnostics"]![0]!["code"]!));
        Assert.Equal("Check the path, its rights and the disk.", (string)document["diagnostics"]![0]!["fix"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invoke_ProgramIsMistaken_SaysSoWithoutAStackTrace(bool json)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await HostCommandLine.InvokeAsync(["plugins", "list", .. json ? ["--format", "json"] : Array.Empty<string>()], new HostConsole
        {
            Out = output,
            Error = error,
            Variable = _ => throw new InvalidOperationException("the tea is cold"),
            HostDirectory = HostRun.BuiltHost,
        });

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("error: host.unexpected InvalidOperationException: the tea is cold This is a mistake in the program", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        if (!json)
        {
            Assert.Empty(output.ToString());
            return;
        }

        var document = JsonNode.Parse(output.ToString())!.AsObject();
        DocumentSchema.AssertValid("command-line", document);
        Assert.Equal((1, "host.unexpected"), ((int)document["exit_code"]!, (string)document["diagnostics"]![0]!["code"]!));
    }

    [Fact]
    public void Tell_DocumentIsWrittenAlready_NoSecondOneFollows()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var watched = new WatchedWriter(output);
        watched.WriteLine("{}");

        var code = HostFailure.Tell(new IOException("the disk is full"), ["run", "--format", "json"], new HostConsole { Out = watched, Error = error }, watched);

        Assert.Equal((ExitCode.Environment, $"{{}}{Environment.NewLine}"), (code, output.ToString()));
        Assert.Equal($"error: host.input_output the disk is full Check the path, its rights and the disk.{Environment.NewLine}", error.ToString());
    }

    /// <summary>A signal that ends the process has the output for itself, unless a document is there or on its way.</summary>
    [Fact]
    public void WatchedWriter_Closed_LetsNothingThroughUnlessSomethingWasWritten()
    {
        using var output = new StringWriter();
        using var watched = new WatchedWriter(output);
        using var used = new WatchedWriter(output);
        used.Write("one");

        Assert.Equal((true, false, false), (watched.TryClose(), used.TryClose(), watched.TryClose()));
        watched.Write("a");
        watched.Write('b');
        watched.Write(['c', 'd'], 0, 2);
        watched.WriteLine("e");
        used.Write(" two");

        Assert.Equal("one two", output.ToString());
        Assert.False(watched.IsUsed);
    }
}
