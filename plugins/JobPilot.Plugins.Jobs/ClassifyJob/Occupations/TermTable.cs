namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Terms of a kind (words, or groups of letters), numbered, with how telling each is. Filled once, then read by many threads.</summary>
internal sealed class TermTable<TTerm>
    where TTerm : notnull
{
    private readonly Dictionary<TTerm, int> _numbers = [];
    private float[] _weights = [];

    /// <summary>Weight of a term that no occupation has.</summary>
    public float Unknown { get; private set; }

    public int Count => _numbers.Count;

    /// <summary>The number of a term; a new one is added.</summary>
    public int Add(TTerm term)
    {
        if (!_numbers.TryGetValue(term, out var number))
        {
            _numbers.Add(term, number = _numbers.Count);
        }

        return number;
    }

    /// <summary>The number of a term; -1 where no occupation has it.</summary>
    public int Find(TTerm term) => _numbers.GetValueOrDefault(term, -1);

    /// <summary>Weighs the terms: the fewer occupations have one, the more it tells.</summary>
    /// <param name="occupations">How many occupations have each term.</param>
    /// <param name="all">How many there are.</param>
    public void Weigh(int[] occupations, int all)
    {
        _weights = Array.ConvertAll(occupations, count => MathF.Log((all + 1f) / (count + 0.5f)));
        Unknown = MathF.Log(all + 1f) + 0.5f;
    }

    /// <summary>Weight of a term by its number; of an unknown one for -1.</summary>
    public float Weight(int number) => number >= 0 ? _weights[number] : Unknown;

    /// <summary>Weighs the terms of a title, so that the squares sum up to 1.</summary>
    /// <param name="numbers">Numbers of its terms, with repeats; -1 for unknown ones.</param>
    /// <returns>Each known term once, in order, with its weight.</returns>
    public TermWeight[] Vector(List<int> numbers)
    {
        numbers.Sort();
        var vector = new List<TermWeight>(numbers.Count);
        var squares = 0f;
        for (var i = 0; i < numbers.Count;)
        {
            var end = i + 1;
            while (end < numbers.Count && numbers[end] == numbers[i])
            {
                end++;
            }

            var weight = Weight(numbers[i]) * (numbers[i] >= 0 ? 1 + MathF.Log(end - i) : MathF.Sqrt(end - i));
            squares += weight * weight;
            if (numbers[i] >= 0)
            {
                vector.Add(new TermWeight(numbers[i], weight));
            }

            i = end;
        }

        var scale = 1 / MathF.Sqrt(MathF.Max(squares, 1e-9f));
        return [.. vector.Select(term => term with { Weight = term.Weight * scale })];
    }
}
