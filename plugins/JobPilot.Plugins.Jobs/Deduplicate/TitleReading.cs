namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>A title taken apart, whatever posting it is of. Immutable.</summary>
/// <param name="Words">Its words where no part of it repeats the posting's place.</param>
/// <param name="Time">Whether it says full or part time (see <see cref="WorkingTime"/>).</param>
/// <param name="Parts">Its parts, of which one may do that; empty where none can.</param>
internal sealed record TitleReading(string Words, char Time, IReadOnlyList<TitlePart> Parts);
