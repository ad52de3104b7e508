using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Configuration;

namespace JobPilot.Host.Notifications;

/// <summary>Tells webhooks and commands what happened in a run. Each has a bounded time, and none that fails fails the run.</summary>
/// <param name="targets">Whom to tell of what.</param>
/// <param name="redact">Masks secrets.</param>
/// <param name="workingDirectory">Where commands run.</param>
internal sealed class NotificationSender(IReadOnlyList<NotificationSettings> targets, Func<string, string> redact, string workingDirectory)
{
    /// <summary>Names one more webhook, for all events.</summary>
    public const string Variable = "JOBPILOT_NOTIFY_WEBHOOK";

    /// <summary>The outcome of a run that goes on.</summary>
    public const string Running = "running";

    /// <summary>Time that one target has for one event.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tells all; returns a warning for each target that could not be told.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outcome">How it ended; <see cref="Running"/> where it goes on.</param>
    /// <param name="events">What happened.</param>
    /// <param name="time">Clock.</param>
    public async Task<IReadOnlyList<Diagnostic>> SendAsync(RunInfo run, string outcome, IReadOnlyList<Notification> events, TimeProvider time)
    {
        var wanted = targets.SelectMany(target => events.Where(one => target.On.Count == 0 || target.On.Contains(one.Event)).Select(one => (target, one)));
        var told = await Task.WhenAll(wanted.Select(pair => TellAsync(pair.target, pair.one.ToJson(run, outcome, time.GetUtcNow(), redact)))).ConfigureAwait(false);
        return [.. told.OfType<Diagnostic>().DistinctBy(finding => finding.Message)];
    }

    private async Task<Diagnostic?> TellAsync(NotificationSettings target, JsonObject json)
    {
        var name = target.Command.Count > 0 ? $"the command '{target.Command[0]}'" : "the webhook";
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var problem = target.Command.Count > 0
                ? await RunAsync(target.Command, json, limit.Token).ConfigureAwait(false)
                : await PostAsync(target, json, limit.Token).ConfigureAwait(false);
            return problem is null ? null : Failed(name, problem);
        }
        catch (OperationCanceledException)
        {
            return Failed(name, $"it took longer than {Limit.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or Win32Exception or InvalidOperationException or FormatException or ArgumentException)
        {
            return Failed(name, exception.Message);
        }
    }

    private static async Task<string?> PostAsync(NotificationSettings target, JsonObject json, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Webhook.Reveal());
        request.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (header, value) in target.Headers)
        {
            request.Headers.Add(header, value.Reveal());
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? null : $"it answered with {(int)response.StatusCode}.";
    }

    private async Task<string?> RunAsync(IReadOnlyList<string> command, JsonObject json, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command.Skip(1))
            {
                UseShellExecute = false,
                WorkingDirectory = workingDirectory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true, // Standard output is the document's.
                RedirectStandardError = true,
            },
        };
        process.Start();
        try
        {
            var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            var error = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            await WriteAsync(process, json, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(output, error).ConfigureAwait(false);
            return process.ExitCode == 0 ? null : $"it ended with exit code {process.ExitCode}.";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>A command that does not want to know may close its input.</summary>
    private static async Task WriteAsync(Process process, JsonObject json, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(json.ToJsonString() + "\n"), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its exit code says the rest.
        }
    }

    private Diagnostic Failed(string name, string problem) => new("notifications.failed", redact($"{char.ToUpperInvariant(name[0])}{name[1..]} could not be told: {problem}"))
    {
        Severity = DiagnosticSeverity.Warning,
        Fix = "Check `notifications` in the pipeline. The run itself is not touched by it.",
    };
}
