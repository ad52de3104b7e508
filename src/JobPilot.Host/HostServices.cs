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
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "jobpilot-host" });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(redactor);
        AddLogging(builder.Logging, request, request.EffectiveLogLevel(loaded.DotEnv), redactor, consoleLog);
        AddState(builder.Services, StatePaths.State(definition, request.Console.WorkingDirectory), lookOnly);
        AddHttp(builder.Services);
        AddEngine(builder.Services, StatePaths.DeadLetters(definition, request.Console.WorkingDirectory), redactor);
        return new HostServices(builder.Build(), consoleLog);
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

    private static void AddLogging(ILoggingBuilder logging, HostRequest request, LogLevel level, SecretRedactor redactor, ConsoleLog consoleLog)
    {
        logging.SetMinimumLevel(level);
        logging.AddProvider(consoleLog);
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
