using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using JobPilot.Engine.Http.Landing;

namespace JobPilot.Engine.Tests.Http.Landing;

public sealed class LandingFrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7000)]
    [InlineData(300_000)]
    public void Read_WhatWasWritten_GivesItBackAsALine(int length)
    {
        var entry = new byte[length];
        new Random(1).NextBytes(entry);
        using var file = new MemoryStream(LandingFrame.Write(entry));

        var read = LandingFrame.Read(file);

        Assert.Equal([.. entry, (byte)'\n'], read!);
        Assert.Equal(file.Length, file.Position);
    }

    [Fact]
    public void Write_Entries_AreLinesOfOneGzipFile()
    {
        byte[] file = [.. LandingFrame.Write("{\"a\":1}"u8), .. LandingFrame.Write("{\"b\":2}"u8)];
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);

        Assert.Equal("{\"a\":1}\n{\"b\":2}\n", reader.ReadToEnd());
    }

    /// <summary>RFC 1952, 2.3: a reader that skips the extra field by its subfields finds the data behind it.</summary>
    [Fact]
    public void Write_Head_HoldsItsLengthInOneSubfieldOfTheExtraField()
    {
        var frame = LandingFrame.Write("{}"u8);

        Assert.Equal([0x1f, 0x8b, 8, 4], frame[..4]);
        Assert.Equal([8, 0, (byte)'J', (byte)'P', 4, 0], frame[10..16]);
        Assert.Equal(frame.Length, BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(16)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(13)]
    public void Read_HeadOfSomethingElse_IsNoEntry(int changed)
    {
        var frame = LandingFrame.Write("{}"u8);
        frame[changed] ^= 0x10;

        Assert.Null(LandingFrame.Read(new MemoryStream(frame)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(LandingFrame.MostBytes + 1)]
    public void Read_LengthThatNoEntryHas_IsNoEntry(int length)
    {
        var frame = LandingFrame.Write("{}"u8);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(16), length);

        Assert.Null(LandingFrame.Read(new MemoryStream(frame)));
    }

    [Fact]
    public void Read_CutAnywhere_IsNoEntry()
    {
        var frame = LandingFrame.Write(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 200))));

        Assert.All(Enumerable.Range(0, frame.Length), length => Assert.Null(LandingFrame.Read(new MemoryStream(frame[..length]))));
    }

    [Fact]
    public void Read_DamagedInItsFullLength_IsSaidToBe()
    {
        var frame = LandingFrame.Write("{}"u8);
        frame.AsSpan(20).Fill(0xff);

        Assert.Throws<InvalidDataException>(() => LandingFrame.Read(new MemoryStream(frame)));
    }
}
