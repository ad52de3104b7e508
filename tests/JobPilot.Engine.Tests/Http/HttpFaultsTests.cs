using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>What an operator reads of a call that failed.</summary>
public sealed class HttpFaultsTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(500, "500 ms")]
    [InlineData(999, "999 ms")]
    [InlineData(1000, "1 s")]
    [InlineData(1500, "1.5 s")]
    [InlineData(90_000, "90 s")]
    public void AttemptTimeout_Limit_IsNamedInAUnitThatSuitsIt(int milliseconds, string text) =>
        Assert.Equal($"The source gave no whole answer within {text}.", HttpFaults.AttemptTimeout(TimeSpan.FromMilliseconds(milliseconds)).Message);

    [Fact]
    public void TotalTimeout_AfterAFailure_NamesItAndItsFix()
    {
        var last = new FaultException(FaultKind.Transient, "It is raining.") { Fix = "Take an umbrella.", RetryAfter = TimeSpan.FromSeconds(9) };

        var fault = HttpFaults.TotalTimeout(TimeSpan.FromMinutes(2), last);

        Assert.Equal("The call and its retries took longer than 120 s. Last cause: It is raining.", fault.Message);
        Assert.Equal(("Take an umbrella.", TimeSpan.FromSeconds(9)), (fault.Fix, fault.RetryAfter));
    }

    [Fact]
    public async Task SendAsync_TotalLimitWithinTheFirstAttempt_NamesNoCause()
    {
        await using var server = new StubServer(new StubAnswer { Hang = true });
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy { AttemptTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromSeconds(40) });

        var fault = await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.total_timeout"), (fault.Kind, fault.Code));
        Assert.Equal("The call and its retries took longer than 40 s.", fault.Message);
        Assert.Equal("Raise the time limit if the source is known to be slow.", fault.Fix);
    }

    [Theory]
    [InlineData(0, "The source answered 500: it has a problem of its own.")]
    [InlineData(1, "The source answered 500: it has a problem of its own. (2 attempts)")]
    public async Task SendAsync_Retries_AreToldOnlyWhereThereWereSome(int maxRetries, string message)
    {
        await using var server = new StubServer(StubAnswer.Json("{}", 500));

        var fault = await _bench.FailAsync(Client(maxRetries), new SourceRequest(server.Url));

        Assert.Equal((message, "Wait, then run the pipeline again."), (fault.Message, fault.Fix));
    }

    [Fact]
    public async Task SendAsync_StatusBehindTheAcceptedOnes_IsRefused()
    {
        await using var server = new StubServer(request => StubAnswer.Json("{}", request.Path == "/last" ? 299 : 300));

        var last = await _bench.SendAsync(Client(0), new SourceRequest(new Uri(server.Url, "/last")));
        var fault = await _bench.FailAsync(Client(0), new SourceRequest(server.Url));

        Assert.Equal((299, "http.status"), (last.Status, fault.Code));
        Assert.Contains("300", fault.Message);
    }

    [Theory]
    [InlineData(FaultKind.Permanent)]
    [InlineData(FaultKind.PositionExpired)]
    [InlineData(FaultKind.Fatal)]
    public async Task SendAsync_OwnClassifiersFault_IsThrownAsItIs(FaultKind kind)
    {
        await using var server = new StubServer(StubAnswer.Json("{}"));
        var told = new FaultException(kind, "The page is broken.") { Code = "board.page", SkipTo = new Position("20") };
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromDays(30),
            Classify = _ => told,
        });

        Assert.Same(told, await _bench.FailAsync(client, new SourceRequest(server.Url)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_CertificateThatNobodyVouchesFor_IsRefusedOnceAndSaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var certificate = Certificate();
        var serving = ServeAsync(listener, async stream =>
        {
            await using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(certificate);
            await secure.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        });

        var fault = await _bench.FailAsync(Client(3), new SourceRequest(UrlOf(listener)));

        Assert.Equal((FaultKind.Unavailable, "http.certificate"), (fault.Kind, fault.Code));
        Assert.Contains(UrlOf(listener).Authority, fault.Message);
        Assert.Contains("certificates", fault.Fix);
        Assert.Equal(1, Assert.Single(_bench.Factory.Traffic).Sent);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task SendAsync_SecureConnectionCutBeforeItStands_IsNoQuestionOfCertificates()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, async stream => await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false));

        var fault = await _bench.FailAsync(Client(1), new SourceRequest(UrlOf(listener)));

        Assert.Equal((FaultKind.Unavailable, "http.no_connection"), (fault.Kind, fault.Code));
        Assert.Contains("2 attempts", fault.Message);
        listener.Stop();
        await serving;
    }

    private static Uri UrlOf(TcpListener listener) => new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task ServeAsync(TcpListener listener, Func<NetworkStream, Task> serve)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await ServeOneAsync(client, serve);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The listener is stopped.
        }
    }

    private static async Task ServeOneAsync(TcpClient client, Func<NetworkStream, Task> serve)
    {
        try
        {
            await serve(client.GetStream());
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away.
        }
    }

    private SourceHttpClient Client(int maxRetries) => _bench.Factory.Create("board").WithPolicy(HttpBench.Patient(maxRetries));
}
