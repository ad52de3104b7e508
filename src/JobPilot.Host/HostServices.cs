using System.Security.Cryptography;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.DeadLetters;
using JobPilot.Engine.Http;
using JobPilot.Host.Commands;
using JobPilot.Host.Logging;
using JobPilot.Hosting;
using JobPilot.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobPilot.Host;

/// <summary>Registers what a run needs, as named steps, in a host without its defaults: configuration comes from the pipeline alone.</summary>
internal sealed class HostServices : IAsyncDisposable
{
    private readonly IHost _host;

    private HostServices(IHost host, ConsoleLog consoleLog)
    {
        _host = host;
        ConsoleLog = consoleLog;
    }

    public ConsoleLog ConsoleLog { get; }

    public ILoggerFactory Loggers => Get<ILoggerFactory>();

    /// <summary>
    /// Loads what a run needs besides its plugins on another thread, while the caller loads the pipeline: once the libraries are loaded and their code is compiled, to
    /// do the same again costs next to nothing. Touches no file, returns at once and never throws.
    /// </summary>
    public static void Prepare() => Task.Run(async () =>
    {
        // In the order in which they are needed.
        await PipelineLoader.Prepare().ConfigureAwait(false);
        await StateStore.Prepare().ConfigureAwait(false);
        Rehearse();
        await PipelineRunner.RehearseAsync().ConfigureAwait(false);
    });

    /// <summary>Registers all; opens nothing but the log file.</summary>
    /// <param name="request">The command line.</param>
    /// <param name="loaded">The pipeline; its definition is there.</param>
    /// <param name="lookOnly">Whether the state store is only read, and not made where it is missing.</param>
    public static HostServices Create(HostRequest request, LoadResult loaded, bool lookOnly = false)
    {
        var definition = loaded.Definition ?? throw new ArgumentException("The pipeline was refused.", nameof(loaded));
        var redactor = new SecretRedactor();
        redactor.Add(definition.SecretValues);
        var consoleLog = new ConsoleLog(request.Console.Error, request.JsonLogs, redactor, TimeProvider.System);
        var folder = request.Console.WorkingDirectory;
        var host = Build(
            redactor, consoleLog, logging => AddLogging(logging, request, request.EffectiveLogLevel(loaded.DotEnv), redactor), StatePaths.State(definition, folder), StatePaths.DeadLetters(definition, folder), lookOnly);
        return new HostServices(host, consoleLog);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Builds the services once over nothing, and asks for what every run asks for.</summary>
    private static void Rehearse()
    {
        using var host = Build(
            new SecretRedactor(), new ConsoleLog(TextWriter.Null, json: false, new SecretRedactor(), TimeProvider.System), logging => logging.SetMinimumLevel(LogLevel.Information), ".", ".", lookOnly: false);
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("rehearsal");
        SHA256.HashData([]);
    }

    private static IHost Build(SecretRedactor redactor, ConsoleLog consoleLog, Action<ILoggingBuilder> log, string state, string deadLetters, bool lookOnly)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "jobpilot-host" });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(redactor);
        builder.Logging.AddProvider(consoleLog);
        log(builder.Logging);
        AddState(builder.Services, state, lookOnly);
        AddHttp(builder.Services);
        AddEngine(builder.Services, deadLetters, redactor);
        return builder.Build();
    }

    private static void AddLogging(ILoggingBuilder logging, HostRequest request, LogLevel level, SecretRedactor redactor)
    {
        logging.SetMinimumLevel(level);
        if (request.LogFile is { } path)
        {
            logging.AddProvider(FileLog.Create(Path.GetFullPath(path, request.Console.WorkingDirectory), request, redactor));
        }
    }

    private static void AddState(IServiceCollection services, string folder, bool lookOnly)
    {
        services.AddSingleton(provider => lookOnly
            ? StateStore.OpenReadOnly(folder, provider.GetRequiredService<TimeProvider>())
            : StateStore.Open(folder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IBudgetStore>(provider => provider.GetRequiredService<StateStore>());
        services.AddSingleton<IResponseCache>(provider => provider.GetRequiredService<StateStore>());
        services.AddSingleton<IRunHistory>(provider => provider.GetRequiredService<StateStore>());
    }

    private static void AddHttp(IServiceCollection services) => services.AddSingleton(provider => new SourceHttpClientFactory(
        provider.GetRequiredService<IBudgetStore>(),
        provider.GetRequiredService<IResponseCache>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILoggerFactory>()));

    private static void AddEngine(IServiceCollection services, string deadLetters, SecretRedactor redactor)
    {
        services.AddSingleton(_ => new DeadLetterFile(deadLetters));
        services.AddSingleton(provider => new EngineServices
        {
            StateStore = provider.GetRequiredService<StateStore>(),
            Memory = provider.GetRequiredService<StateStore>(),
            DeadLetters = provider.GetRequiredService<DeadLetterFile>(),
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Redact = redactor.Redact,
        });
    }
}
