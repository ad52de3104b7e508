using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JobPilot.Tests.Http;

/// <summary>A real HTTP/1.1 server on this machine that answers as told, also in ways that no well-behaved server would.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<StubRequest, StubAnswer> _answer;
    private readonly Task _accepting;
    private int _count;

    public StubServer(Func<StubRequest, StubAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Answers the first request with the first answer and so on; the last one is repeated.</summary>
    public StubServer(params StubAnswer[] answers)
        : this(request => answers[Math.Min(request.Number, answers.Length) - 1])
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    /// <exception cref="TimeoutException">A function that answers never came back: a test that fails tells of it instead of hanging.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(60));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The server is disposed, perhaps between one connection and the wait for the next.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var stream = client.GetStream();
                while (await ReadRequestAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    var answer = _answer(request);
                    if (!await WriteAsync(stream, answer, request.Method == "HEAD"))
                    {
                        client.LingerState = new LingerOption(answer.Silent || answer.CutAfter is not null, 0);
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the server is disposed.
            }
        }
    }

    private async Task<StubRequest?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var parts = lines[0].Split(' ');
        return new StubRequest(parts[0], parts[1], headers, body, Interlocked.Increment(ref _count));
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    /// <returns>Whether the connection may go on.</returns>
    private async Task<bool> WriteAsync(NetworkStream stream, StubAnswer answer, bool headOnly)
    {
        if (answer.Silent || answer.Ends)
        {
            return false;
        }

        await answer.WaitFor.WaitAsync(_stop.Token);
        if (answer.Hang)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Stub\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (answer.ContentType is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {answer.ContentType}\r\n");
        }

        var length = answer.DeclaredLength ?? (answer.Endless ? -1 : answer.Body.Length);
        head.Append(length < 0 ? "Connection: close\r\n\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _stop.Token);
        if (headOnly)
        {
            return true;
        }

        if (answer.HangInBody)
        {
            await stream.WriteAsync(answer.Body.AsMemory(0, 1), _stop.Token);
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        do
        {
            await stream.WriteAsync(answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length), _stop.Token);
        }
        while (answer.Endless);
        await stream.FlushAsync(_stop.Token);
        if (answer.CutAfter is not null)
        {
            // Gives the client time to read what was sent before the reset throws it away.
            await Task.Delay(20, _stop.Token);
            return false;
        }

        return length >= 0;
    }
}
