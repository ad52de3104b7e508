namespace JobPilot.State.Tests;

/// <summary>The operations of a reference run, and the folders that a power cut could leave of it.</summary>
internal sealed class RecordedDisk
{
    private const int Sector = 512;
    private readonly Lock _gate = new();

    public List<DiskOperation> Operations { get; } = [];

    /// <summary>Number of operations when a commit was acknowledged, with its number and what was spent.</summary>
    public List<(int Operations, long Number, long Spent)> Acknowledged { get; } = [];

    public int Record(DiskOperation operation)
    {
        lock (_gate)
        {
            Operations.Add(operation);
        }

        return 0;
    }

    /// <summary>
    /// Writes what a power cut after so many operations could leave: what was synced is there; of the rest each write is there, missing or torn at a
    /// sector, each file for itself. Shared memory is gone.
    /// </summary>
    public void CutAfter(int count, Random random, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Operations.Take(count).GroupBy(operation => operation.Path, StringComparer.Ordinal))
        {
            var mine = file.ToList();
            var path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file.Key));
            var synced = mine.FindLastIndex(operation => operation.Kind == "sync") + 1;
            var keep = random.NextDouble();
            var content = new MemoryStream();
            var exists = false;
            for (var i = 0; i < mine.Count; i++)
            {
                // A removal is an entry of the folder: where that was not made durable the file may be back.
                if (mine[i].Kind is "delete" or "remove")
                {
                    exists = mine[i].Kind == "delete" && i >= synced && random.Next(2) == 0;
                    content.SetLength(exists ? content.Length : 0);
                    continue;
                }

                exists = true;
                Apply(content, mine[i], i < synced ? 1 : random.NextDouble() < keep ? 1 : random.Next(3) == 0 ? 0.5 : 0, random);
            }

            if (exists)
            {
                File.WriteAllBytes(path, content.ToArray());
            }
        }
    }

    private static void Apply(MemoryStream file, DiskOperation operation, double share, Random random)
    {
        if (operation.Kind == "cut" && share == 1)
        {
            file.SetLength(operation.Offset);
        }

        if (operation.Kind != "write")
        {
            return;
        }

        var end = operation.Offset + operation.Data.Length;
        if (share < 1 && file.Length < end && random.Next(2) == 0)
        {
            // The file is longer though the write is lost.
            file.SetLength(end);
        }

        for (var at = 0; at < operation.Data.Length; at += Sector)
        {
            if (share == 1 || (share > 0 && random.Next(2) == 0))
            {
                file.Position = operation.Offset + at;
                file.Write(operation.Data, at, Math.Min(Sector, operation.Data.Length - at));
            }
        }
    }
}
