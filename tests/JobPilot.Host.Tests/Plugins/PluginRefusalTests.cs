using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using JobPilot.Host.Plugins;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

/// <summary>Plugins that cannot be used: each is named with reason and mend, and the good one beside it still works.</summary>
public sealed class PluginRefusalTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public PluginRefusalTests() => _folder.Add("Acme.Twin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Discover_TruncatedFile_IsNamed()
    {
        var path = Path.Combine(_folder.Add("Acme.Good"), "Acme.Good.dll");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..3000]);

        var catalog = await OthersWorkAsync();

        Assert.Null(catalog.Find(Configuration.ComponentKind.Processor, "shout"));
        Snapshot.Match(_folder.Mask(catalog.Problems));
    }

    [Fact]
    public void Read_FileCutAnywhereOrOverwritten_NeverThrows()
    {
        var path = Path.Combine(_folder.Add("Acme.Good"), "Acme.Good.dll");
        var whole = File.ReadAllBytes(path);
        var random = new Random(7);
        for (var i = 0; i < 600; i++)
        {
            var bytes = whole[..(i % 2 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var flips = 0; flips < i % 20 && bytes.Length > 0; flips++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, bytes);

            var assembly = PluginMetadata.Read(path, out var problem);

            Assert.True(assembly is null ^ problem is null);
        }
    }

    [Fact]
    public async Task Discover_TextFileNamedDll_IsNamed()
    {
        File.WriteAllText(_folder.PathOf("Notes.dll"), "This is no assembly.");
        File.WriteAllText(_folder.PathOf("Empty.dll"), "");

        Snapshot.Match(_folder.Mask((await OthersWorkAsync()).Problems));
    }

    [Fact]
    public async Task Discover_NativeLibrary_IsNamed()
    {
        var runtimes = Path.Combine(_folder.Add("Acme.Native"), "runtimes");
        File.Copy(Path.Combine(runtimes, "linux-x64", "native", "libe_sqlite3.so"), _folder.PathOf("Elf.dll"));
        File.Copy(Path.Combine(runtimes, "osx-x64", "native", "libe_sqlite3.dylib"), _folder.PathOf("Mach.dll"));
        File.Copy(Path.Combine(runtimes, "win-x64", "native", "e_sqlite3.dll"), _folder.PathOf("Windows.dll"));

        Snapshot.Match(_folder.Mask((await OthersWorkAsync()).Problems));
    }

    [Fact]
    public async Task Discover_AssemblyThatIsNoPlugin_GetsANote()
    {
        File.Move(Path.Combine(_folder.Add("Acme.Good"), "YamlDotNet.dll"), _folder.PathOf("YamlDotNet.dll"));
        Directory.Delete(_folder.PathOf("Acme.Good"), recursive: true);
        Directory.CreateDirectory(_folder.PathOf("Misnamed"));
        File.Copy(_folder.PathOf("YamlDotNet.dll"), _folder.PathOf("Misnamed", "YamlDotNet.dll"));

        Snapshot.Match(_folder.Mask((await OthersWorkAsync()).Problems));
    }

    [Fact]
    public async Task Load_DependencyMissing_IsRefusedWithItsName()
    {
        File.Delete(Path.Combine(_folder.Add("Acme.Good"), "YamlDotNet.dll"));

        await RefusedAsync("shout");
    }

    [Fact]
    public async Task Load_DependencyCorrupt_IsRefusedWithItsFile()
    {
        File.WriteAllText(Path.Combine(_folder.Add("Acme.Good"), "YamlDotNet.dll"), "gone");

        await RefusedAsync("shout");
    }

    [Fact]
    public async Task Load_DependencyOfADependencyMissing_GetsANoteAndLoads()
    {
        File.Delete(Path.Combine(_folder.Add("Acme.Native"), "SQLitePCLRaw.core.dll"));

        var catalog = await OthersWorkAsync();

        Assert.Null(catalog.LoadComponent("native").Problem);
        Snapshot.Match(_folder.Mask(catalog.Problems));
    }

    [Fact]
    public async Task Load_NewerMinorOfTheContract_IsRefused()
    {
        _folder.Add("Acme.NewerContract");

        await RefusedAsync("newer_contract");
    }

    [Fact]
    public async Task Load_OtherMajorOfTheContract_IsRefused()
    {
        _folder.Add("Acme.OtherContract");

        await RefusedAsync("other_contract");
    }

    [Fact]
    public async Task Load_NewerMajorOfASharedPackage_IsRefusedWithBothVersions()
    {
        _folder.Add("Acme.NewerShared");

        await RefusedAsync("tomorrow");
    }

    [Fact]
    public async Task Load_NewerFramework_IsRefused()
    {
        var path = Path.Combine(_folder.Add("Acme.Good"), "Acme.Good.dll");
        RaiseReference(path, "System.Runtime", 99);

        var catalog = await OthersWorkAsync();

        Assert.Equal(PluginCodes.FrameworkNewer, catalog.LoadComponent("shout").Problem?.Code);
        Snapshot.Match(_folder.Mask(catalog.LoadComponent("shout").Problem).Replace(
            $".NET {Environment.Version.Major}.{Environment.Version.Minor}", ".NET [host]", StringComparison.Ordinal).Replace(
            $"net{Environment.Version.Major}.0", "net[host]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_NativeLibrariesWithoutDepsJson_IsRefused()
    {
        File.Delete(Path.Combine(_folder.Add("Acme.Native"), "Acme.Native.deps.json"));

        await RefusedAsync("native");
    }

    [Fact]
    public async Task Load_TypeClaimedByTwoPlugins_IsRefusedForThatTypeOnly()
    {
        _folder.Add("Acme.Good");

        var catalog = await RefusedAsync("board");

        Assert.Null(catalog.Load(catalog.Find(Configuration.ComponentKind.Processor, "shout")!).Problem);
    }

    [Fact]
    public async Task Load_TypeClaimedByARefusedPluginToo_LoadsTheOther()
    {
        File.Delete(Path.Combine(_folder.Add("Acme.Good"), "YamlDotNet.dll"));

        Assert.Equal("board Acme.Twin.TwinOptions", await _folder.Discover().AskAsync("board"));
    }

    private static void RaiseReference(string path, string name, ushort major)
    {
        var bytes = File.ReadAllBytes(path);
        using var file = new PEReader(new MemoryStream(bytes));
        var reader = file.GetMetadataReader();
        var handle = reader.AssemblyReferences.Single(candidate => reader.GetString(reader.GetAssemblyReference(candidate).Name) == name);
        var row = MetadataTokens.GetRowNumber(handle) - 1;
        var offset = file.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (row * reader.GetTableRowSize(TableIndex.AssemblyRef));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), major);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>The type is found, its load says why it is refused, and so does the list of problems; nothing else suffers.</summary>
    private async Task<PluginCatalog> RefusedAsync(string type, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var catalog = await OthersWorkAsync();
        var load = catalog.LoadComponent(type);

        Assert.Null(load.ComponentType);
        Assert.Null(load.OptionsType);
        Assert.Contains(load.Problem, catalog.Problems);
        Snapshot.Match(_folder.Mask(catalog.Problems), method: method);
        return catalog;
    }

    private async Task<PluginCatalog> OthersWorkAsync()
    {
        var catalog = _folder.Discover();
        Assert.StartsWith("twin ", await catalog.AskAsync("twin"), StringComparison.Ordinal);
        return catalog;
    }
}
