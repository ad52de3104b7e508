using System.Globalization;
using JobPilot.Plugins.Demo;
using JobPilot.Testing;

namespace JobPilot.Benchmarks;

/// <summary>Postings in JSearch's shape: lines of a file, or the demo collector's.</summary>
internal static class Input
{
    public static async Task<string> FileAsync(string[] args, int records)
    {
        if (args.FirstOrDefault() is { } path && File.Exists(path))
        {
            return path;
        }

        var made = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"jobpilot-bench-{records}.jsonl"));
        if (File.Exists(made))
        {
            return made;
        }

        var collector = new DemoCollector(new DemoOptions { Records = records }, TestContext.Create());
        var output = File.Create(made);
        await using var disposeOutput = output.ConfigureAwait(false);
        foreach (var split in await collector.PlanAsync(default))
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(split, DateTimeOffset.UnixEpoch), default))
            {
                foreach (var record in page.Records)
                {
                    output.Write(record.ToUtf8());
                    output.WriteByte((byte)'\n');
                }
            }
        }

        return made;
    }

    public static int Count(string[] args, int byDefault) =>
        args.Select(argument => int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0).FirstOrDefault(count => count > 0) is > 0 and var given
            ? given
            : byDefault;

    /// <summary>Lines of a file as bytes, each in an array of its own.</summary>
    public static IEnumerable<byte[]> Utf8Lines(string path, int count)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[1 << 20];
        var (start, end) = (0, 0);
        while (count > 0)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return buffer.AsSpan(start, length).ToArray();
                start += length + 1;
                count--;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                yield break;
            }

            end += read;
        }
    }
}
