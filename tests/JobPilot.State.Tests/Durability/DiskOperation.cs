namespace JobPilot.State.Tests;

/// <summary>One operation on one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What was done: <c>open</c>, <c>write</c>, <c>cut</c>, <c>sync</c>, <c>delete</c>, or <c>remove</c> where the folder is synced after it.</param>
/// <param name="Offset">Where it was written, or the length that it was cut to.</param>
/// <param name="Data">What was written.</param>
internal sealed record DiskOperation(string Path, string Kind, long Offset, byte[] Data);
