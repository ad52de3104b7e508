using JobPilot.Engine.Memory;

namespace JobPilot.Engine.Tests.Memory;

public class MemoryJournalTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        MemoryChange[] changes = [new(new("a", "k1"), "väl\n"), new(new("b", "k1"), null), new(new("a", ""), "")];

        Assert.Equal(changes, MemoryJournal.Read(MemoryJournal.Write(changes)));
        Assert.Empty(MemoryJournal.Read(MemoryJournal.Write([])));
    }

    [Fact]
    public void Read_DamagedAtAnyPlace_IsRefusedOrRead()
    {
        var blob = MemoryJournal.Write([new(new("scope", "key"), "value"), new(new("scope", "other"), null)]).ToArray();
        for (var length = 0; length < blob.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => MemoryJournal.Read(blob.AsMemory(0, length)));
        }
    }
}
