using Microsoft.Data.Sqlite;

namespace JobPilot.State.Tests;

public sealed class StateFaultsTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(11, ErrorCodes.Corrupt, FaultKind.Fatal)]
    [InlineData(26, ErrorCodes.Corrupt, FaultKind.Fatal)]
    [InlineData(8, ErrorCodes.ReadOnly, FaultKind.Fatal)]
    [InlineData(13, ErrorCodes.DiskFull, FaultKind.Fatal)]
    [InlineData(5, ErrorCodes.Busy, FaultKind.Transient)]
    [InlineData(14, ErrorCodes.CannotOpen, FaultKind.Fatal)]
    [InlineData(10, ErrorCodes.InputOutput, FaultKind.Fatal)]
    [InlineData(1, ErrorCodes.Failed, FaultKind.Fatal)]
    public void From_SqliteError_CodeFileAndMend(int error, string code, FaultKind kind)
    {
        var fault = StateFaults.From(new SqliteException("raw words of the database", error), "/folder/state.db");
        Assert.Equal((code, kind), (fault.Code, fault.Kind));
        Assert.Contains("/folder/state.db", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("raw words", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
    }

    [Fact]
    public async Task Write_DiskFull_FaultAndTheLastCommitStands()
    {
        await using var database = new StateDatabase(_folder.File, readOnly: false);
        await database.WriteAsync(connection => connection.Sqlite.Execute("INSERT INTO meta VALUES ('kept', 'yes')"), CancellationToken.None);
        await database.WriteAsync(
            connection => connection.Sqlite.Scalar<long>($"PRAGMA max_page_count = {connection.Sqlite.Scalar<long>("PRAGMA page_count") + 2}"),
            CancellationToken.None);
        var fault = await Assert.ThrowsAsync<FaultException>(async () => await database.WriteAsync(
            connection => connection.Sqlite.Execute("INSERT INTO meta VALUES ('big', @value)", ("@value", new string('x', 1_000_000))),
            CancellationToken.None));
        Assert.Equal(ErrorCodes.DiskFull, fault.Code);
        var names = await database.ReadAsync(
            connection => connection.Sqlite.Query("SELECT name FROM meta ORDER BY name", row => row.GetString(0)), [], CancellationToken.None);
        Assert.Equal(["home_id", "kept"], names);
    }
}
