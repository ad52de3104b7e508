using System.Net;
using System.Net.Sockets;
using JobPilot.Engine.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>A connection that ends before it answers is told apart from one that ends with its answer, however it is read.</summary>
public sealed class OneSendStreamTests : IAsyncLifetime, IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _client = new();
    private TcpClient _server = null!;
    private OneSendStream _stream = null!;

    public async Task InitializeAsync()
    {
        _listener.Start();
        await _client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint);
        _server = await _listener.AcceptTcpClientAsync();
        _stream = new OneSendStream(_client.GetStream());
    }

    public async Task DisposeAsync() => await _stream.DisposeAsync();

    public void Dispose()
    {
        _stream.Dispose();
        _server.Dispose();
        _client.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Answer_IsGivenAsItCame(bool async)
    {
        await WriteAsync(async);
        await _server.GetStream().WriteAsync("ok"u8.ToArray());
        var buffer = new byte[2];

        Assert.Equal(1, await ReadAsync(async, buffer.AsMemory(0, 1)));
        Assert.Equal(1, await ReadAsync(async, buffer.AsMemory(1, 1)));

        Assert.Equal("ok"u8.ToArray(), buffer);
        var sent = new byte[4];
        await _server.GetStream().ReadExactlyAsync(sent);
        Assert.Equal("GET "u8.ToArray(), sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_EndBeforeTheAnswer_IsNoEndOfAnAnswer(bool async)
    {
        await WriteAsync(async);
        End(reset: false);

        await AssertEndedAsync(() => ReadAsync(async, new byte[1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_ResetBeforeTheAnswer_IsNoReasonToSendAgain(bool async)
    {
        await WriteAsync(async);
        End(reset: true);

        var exception = await AssertEndedAsync(() => ReadAsync(async, new byte[1]));

        Assert.IsType<IOException>(exception.InnerException);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_ConnectionThatIsGone_IsNoReasonToSendAgain(bool async)
    {
        End(reset: true);
        _client.Client.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead);

        var exception = await AssertEndedAsync(async () =>
        {
            await WriteAsync(async);
            return 0;
        });

        Assert.IsType<IOException>(exception.InnerException);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_EndBehindAnAnswer_IsItsEnd(bool async)
    {
        await WriteAsync(async);
        await _server.GetStream().WriteAsync("o"u8.ToArray());
        Assert.Equal(1, await ReadAsync(async, new byte[8]));
        End(reset: false);

        Assert.Equal(0, await ReadAsync(async, new byte[8]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_EndOfAConnectionThatWasNotAsked_IsItsEnd(bool async)
    {
        End(reset: false);

        Assert.Equal(0, await ReadAsync(async, new byte[8]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_ResetOfAConnectionThatWasNotAsked_StaysAnIOException(bool async)
    {
        End(reset: true);

        await Assert.ThrowsAsync<IOException>(() => ReadAsync(async, new byte[8]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_NoRoom_OnlyWaitsForTheFirstByte(bool async)
    {
        await WriteAsync(async);
        await _server.GetStream().WriteAsync("o"u8.ToArray());

        Assert.Equal(0, await ReadAsync(async, Memory<byte>.Empty));
        Assert.Equal(1, await ReadAsync(async, new byte[1]));
    }

    private static async Task<HttpRequestException> AssertEndedAsync(Func<Task<int>> call)
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(call);
        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
        return exception;
    }

    private void End(bool reset)
    {
        // Unread bytes would turn an orderly end into a reset.
        while (_server.Available > 0)
        {
            _server.Client.Receive(new byte[64]);
        }

        _server.Client.LingerState = new LingerOption(reset, 0);
        _server.Client.Close();
    }

    private async Task WriteAsync(bool async)
    {
        if (async)
        {
            await _stream.WriteAsync("GET "u8.ToArray());
        }
        else
        {
            _stream.Write("GET "u8);
        }
    }

    private async Task<int> ReadAsync(bool async, Memory<byte> buffer) => async ? await _stream.ReadAsync(buffer) : _stream.Read(buffer.Span);
}
