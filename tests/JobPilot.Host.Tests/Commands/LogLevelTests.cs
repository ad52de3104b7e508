namespace JobPilot.Host.Tests.Commands;

public class LogLevelTests
{
    private const string Pipeline = """
        version: 1
        name: levels
        collectors:
          - { type: demo, options: { records: 10, seed: 1 } }
        sinks:
          - { type: jsonl, options: { path: out.jsonl } }
        """;

    [Theory]
    [InlineData("LOG_LEVEL=debug", null, "", true, true)]
    [InlineData("ETL_LOG_LEVEL=warning\nLOG_LEVEL=debug", null, "", false, false)]
    [InlineData("LOG_LEVEL=debug", "warning", "", false, false)]
    [InlineData("LOG_LEVEL=debug", null, "--log-level=information", false, true)]
    [InlineData("LOG_LEVEL=debug", null, "--quiet", false, false)]
    public async Task Run_LevelsFromSeveralPlaces_TheNearestToTheCommandWins(string dotEnv, string? variable, string argument, bool debug, bool information)
    {
        using var host = new HostRun();
        host.Write(".env", dotEnv);
        if (variable is not null)
        {
            host.Variables["LOG_LEVEL"] = variable;
        }

        await host.InvokeAsync([.. new[] { "run", host.Write("levels.yaml", Pipeline), argument }.Where(one => one.Length > 0)]);

        Assert.Equal((debug, information), (host.Error.Contains(" debug ", StringComparison.Ordinal), host.Error.Contains(" info ", StringComparison.Ordinal)));
    }
}
