using JobPilot.Engine.Memory;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Memory;

public class MemoryJournalTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        MemoryChange[] changes = [new(new("a", "k1"), "väl\n"), new(new("b", "k1"), null), new(new("a", ""), "")];

        Assert.Equal(changes, MemoryJournal.Read(new MemoryJournal().Write(Packed.Of(changes))));
        Assert.Empty(MemoryJournal.Read(MemoryJournal.Empty));
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(20_000)]
    public void Read_LongTexts_AreTheSame(int length)
    {
        var journal = new MemoryJournal();
        journal.Write(Packed.Of([new(new("scope", "before"), new string('b', 100))]));
        MemoryChange[] changes = [new(new("scope", new string('k', length)), new string('ä', length))];

        Assert.Equal(changes, MemoryJournal.Read(journal.Write(Packed.Of(changes))));
    }

    [Fact]
    public void Read_DamagedAtAnyPlace_IsRefusedOrRead()
    {
        var blob = new MemoryJournal().Write(Packed.Of([new(new("scope", "key"), "value"), new(new("scope", "other"), null)])).ToArray();
        for (var length = 0; length < blob.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => MemoryJournal.Read(blob.AsMemory(0, length)));
        }
    }
}
