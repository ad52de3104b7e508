namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Finds the best chain of labels by the Viterbi algorithm. Of one thread.</summary>
internal sealed class ChainDecoder
{
    private const int Outside = 0;
    private const int Begin = 1;
    private const int Inside = 2;
    private const int End = 3;
    private const int Alone = 4;
    private const int Never = -1_000_000_000;

    // The training counts words, what is asked for are spans: without these, of whole spans more are missed than are wrong. In units of the scores, chosen on the dev file.
    private const int MoreOutside = -2;
    private const int MoreBegin = 3;
    private const int MoreAlone = 10;
    private readonly byte[] _from = new byte[LabelTokens.Longest * LabelModel.Labels];
    private readonly byte[] _chain = new byte[LabelTokens.Longest];

    /// <summary>Finds the spans of a kind in a sentence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scores">Scores of the kind's labels, a row of <see cref="BlockTable.RowLength"/> a word.</param>
    /// <param name="transitions">Weight of each label behind each.</param>
    /// <param name="count">How many words there are; at least 1.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="tokens">The words.</param>
    /// <param name="into">Where the spans go.</param>
    public void Decode(string text, ReadOnlySpan<short> scores, ReadOnlySpan<short> transitions, int count, LabelKind kind, ReadOnlySpan<LabelToken> tokens, List<LabelledSpan> into)
    {
        var (moreOutside, moreBegin, moreAlone) = kind == LabelKind.SoftSkill ? (0, 0, 0) : (MoreOutside, MoreBegin, MoreAlone);
        Chain(scores, transitions, count, moreOutside, moreBegin, moreAlone);
        for (var i = 0; i < count; i++)
        {
            if (_chain[i] is not (Begin or Alone))
            {
                continue;
            }

            var last = i;
            while (_chain[last] is Begin or Inside)
            {
                last++;
            }

            // A comma at its end is no part of a skill.
            var labelled = last;
            while (last > i && IsLooseMark(text, tokens[last]))
            {
                last--;
            }

            if (!IsLooseMark(text, tokens[last]))
            {
                into.Add(new LabelledSpan(kind, tokens[i].Start, tokens[last].End - tokens[i].Start, Margin(scores, i, last)));
            }

            i = labelled;
        }
    }

    private static bool IsLooseMark(string text, LabelToken token) => token.End - token.Start == 1 && text[token.Start] is ',' or '.' or ';' or ':' or '-' or '*' or '&' or '/';

    private float Margin(ReadOnlySpan<short> scores, int first, int last)
    {
        var sum = 0;
        for (var i = first; i <= last; i++)
        {
            var row = scores.Slice(i * BlockTable.RowLength, LabelModel.Labels);
            sum += row[_chain[i]] - row[Outside];
        }

        return Math.Max(0, (float)sum / ((last - first + 1) * LabelModel.Scale));
    }

    private void Chain(ReadOnlySpan<short> scores, ReadOnlySpan<short> weights, int count, int moreOutside, int moreBegin, int moreAlone)
    {
        // Before the first word nothing is open, behind the last one neither.
        var (outside, begin, inside, end, alone) = (scores[Outside] + moreOutside, scores[Begin] + moreBegin, Never, Never, scores[Alone] + moreAlone);
        for (var i = 1; i < count; i++)
        {
            var row = scores.Slice(i * BlockTable.RowLength, LabelModel.Labels);
            var at = i * LabelModel.Labels;
            var toOutside = Best(outside + weights[Outside], end + weights[(End * 5) + Outside], alone + weights[(Alone * 5) + Outside], at + Outside);
            var toBegin = Best(outside + weights[Begin], end + weights[(End * 5) + Begin], alone + weights[(Alone * 5) + Begin], at + Begin);
            var toAlone = Best(outside + weights[Alone], end + weights[(End * 5) + Alone], alone + weights[(Alone * 5) + Alone], at + Alone);
            var toInside = BestOpen(begin + weights[(Begin * 5) + Inside], inside + weights[(Inside * 5) + Inside], at + Inside);
            var toEnd = BestOpen(begin + weights[(Begin * 5) + End], inside + weights[(Inside * 5) + End], at + End);
            (outside, begin, inside, end, alone) = (
                toOutside + row[Outside] + moreOutside, toBegin + row[Begin] + moreBegin, toInside + row[Inside], toEnd + row[End], toAlone + row[Alone] + moreAlone);
        }

        var label = outside >= end && outside >= alone ? Outside : end >= alone ? End : Alone;
        for (var i = count - 1; i >= 0; i--)
        {
            _chain[i] = (byte)label;
            label = _from[(i * LabelModel.Labels) + label];
        }
    }

    private int Best(int outside, int end, int alone, int at)
    {
        if (outside >= end && outside >= alone)
        {
            _from[at] = Outside;
            return outside;
        }

        _from[at] = end >= alone ? (byte)End : (byte)Alone;
        return Math.Max(end, alone);
    }

    private int BestOpen(int begin, int inside, int at)
    {
        _from[at] = begin >= inside ? (byte)Begin : (byte)Inside;
        return Math.Max(begin, inside);
    }
}
