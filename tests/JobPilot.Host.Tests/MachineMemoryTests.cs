using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests;

public sealed class MachineMemoryTests : IDisposable
{
    private readonly HostRun _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0::/", "", 4096, 4096L << 20)]
    [InlineData("0::/a/b", "a/b/memory.max=536870912", 4096, 512L << 20)]
    [InlineData("0::/a/b", "a/memory.max=268435456;a/b/memory.max=max", 4096, 256L << 20)]
    [InlineData("0::/a", "a/memory.max=99999999999", 4096, 4096L << 20)]
    [InlineData("5:memory:/c\n3:cpu:/x", "memory/c/memory.limit_in_bytes=104857600", 4096, 100L << 20)]
    [InlineData("5:memory:/c", "memory/c/memory.limit_in_bytes=9223372036854771712", 4096, 4096L << 20)]
    [InlineData("nonsense", "", 4096, 4096L << 20)]
    public void Total_GroupsAndMachine_TheLeastLimit(string membership, string files, int megabytes, long expected)
    {
        foreach (var (name, text) in files.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(file => file.Split('=')).Select(parts => (parts[0], parts[1])))
        {
            _folder.Write(Path.Combine("groups", name), text + "\n");
        }

        var total = MachineMemory.Total(
            _folder.Write("meminfo", $"MemTotal:       {megabytes * 1024} kB\nMemFree: 1 kB\n"), _folder.Write("membership", membership + "\n"),
            Path.Combine(_folder.WorkingDirectory, "groups"));

        Assert.Equal(expected, total);
    }

    [Fact]
    public void DefaultLimit_ThisMachine_IsLessThanItHas() => Assert.InRange(MachineMemory.DefaultLimit, 64L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 2);
}
