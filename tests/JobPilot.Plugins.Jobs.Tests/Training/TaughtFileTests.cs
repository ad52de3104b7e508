using JobPilot.Plugins.Jobs.Training.Skills;

namespace JobPilot.Plugins.Jobs.Tests.Training;

public sealed class TaughtFileTests : IDisposable
{
    private static readonly float[] Likely = [0.9f, 0.05f, 0, 0, 0.05f, 0.25f, 0, 0, 0.5f, 0.25f];
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        TaughtFile.Write(_path, [TaughtFile.ToRow(["Java", "skills"], kind => kind == 0 ? Likely : [.. Likely.Reverse()])]);

        var sentence = Assert.Single(TaughtFile.Read(_path));

        Assert.Equal("Java skills", sentence.Sentence.Text);
        Assert.Equal([Likely, [.. Likely.Reverse()]], sentence.Likely);
    }

    [Theory]
    [InlineData("""{"tokens":["Java"],"ability":[1,0,0,0,0],"knowledge":[1,0,0,0]}""")]
    [InlineData("""{"tokens":["Java"],"ability":[1,0,0,0,0]}""")]
    [InlineData("""{"tokens":["Java"],"ability":[1,0,0,0,"0"],"knowledge":[1,0,0,0,0]}""")]
    [InlineData("""{"tokens":["a b"],"ability":[1,0,0,0,0],"knowledge":[1,0,0,0,0]}""")]
    [InlineData("""{"tokens":[1],"ability":[1,0,0,0,0],"knowledge":[1,0,0,0,0]}""")]
    [InlineData("""{"ability":[],"knowledge":[]}""")]
    public void Read_RowThatDoesNotFit_SaysWhichAndWhatToDo(string row)
    {
        File.WriteAllLines(_path, ["""{"tokens":["Java"],"ability":[1,0,0,0,0],"knowledge":[0,0,0,0,1]}""", row]);

        var fault = Assert.Throws<InvalidDataException>(() => TaughtFile.Read(_path));

        Assert.Contains(_path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("sentence 2", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Write the file anew.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyFile_IsRefused() => Assert.Throws<InvalidDataException>(() => TaughtFile.Read(_path));

    [Fact]
    public void Choose_Sentences_EachOnceAndOfAFitLength()
    {
        string[][] sentences = [["You", "know", "Java"], ["you", "KNOW", "java"], ["One"], [.. Enumerable.Repeat("long", 81)], ["Two", "words"]];

        var chosen = TaughtFile.Choose(sentences, 10, 1);

        Assert.Equal(["Two words", "You know Java"], chosen.Select(words => string.Join(' ', words)).Order());
    }

    [Fact]
    public void Choose_FewerThanThereAre_TheSameForASeed()
    {
        string[][] sentences = [.. Enumerable.Range(0, 100).Select(i => new[] { "word", $"{i}" })];

        var chosen = TaughtFile.Choose(sentences, 5, 3);

        Assert.Equal(5, chosen.Count);
        Assert.Equal(chosen, TaughtFile.Choose(sentences, 5, 3));
        Assert.NotEqual(chosen, TaughtFile.Choose(sentences, 5, 4));
    }
}
