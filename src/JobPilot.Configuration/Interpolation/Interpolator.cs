using System.Text;
using System.Text.RegularExpressions;

namespace JobPilot.Configuration;

/// <summary>Fills in <c>${env:NAME}</c>, <c>${env:NAME:-default}</c> and <c>${file:PATH}</c> on scalars, never on text.</summary>
internal sealed partial class Interpolator(Func<string, string?> variable, string workingDirectory, ISet<string> secrets, FindingList findings)
{
    /// <summary>Whether a text is the name of a variable.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>A copy with everything filled in; the key <paramref name="except"/> at the top is left as it is.</summary>
    public ConfigMapping Apply(ConfigMapping root, string except) =>
        new([.. root.Entries.Select(entry => entry.Key == except ? entry : entry with { Value = Apply(entry.Value, JsonPointer.Append("", entry.Key)) })], root.Location);

    private ConfigNode Apply(ConfigNode node, string pointer) => node switch
    {
        ConfigScalar scalar => scalar.Text.Contains("${", StringComparison.Ordinal) ? Fill(scalar, pointer) : scalar,
        ConfigSequence list => new ConfigSequence([.. list.Items.Select((item, i) => Apply(item, JsonPointer.Append(pointer, i)))], list.Location),
        ConfigMapping mapping => new ConfigMapping(
            [.. mapping.Entries.Select(entry => entry with { Value = Apply(entry.Value, JsonPointer.Append(pointer, entry.Key)) })], mapping.Location),
        _ => node,
    };

    private ConfigScalar Fill(ConfigScalar scalar, string pointer)
    {
        var text = new StringBuilder();
        var source = scalar.Text;
        var hidden = scalar.Hidden;
        var filled = false;
        for (var at = 0; at < source.Length;)
        {
            if (Starts(source, at, "$${"))
            {
                text.Append("${");
                at += 3;
                continue;
            }

            if (!Starts(source, at, "${"))
            {
                text.Append(source[at++]);
                continue;
            }

            var close = source.IndexOf('}', at);
            var value = close < 0 ? null : Value(source[(at + 2)..close], scalar.Location, pointer, ref hidden);
            if (value is null)
            {
                if (close < 0)
                {
                    findings.Error(ErrorCodes.InterpolationSyntax, scalar.Location, "A `${` is not closed by `}`.", "Close it, or write `$${` for a plain `${`.", pointer);
                }

                return NodeBuilder.Unknown(scalar.Location);
            }

            text.Append(value);
            filled = true;
            at = close + 1;
        }

        var kind = filled && scalar.Plain ? ConfigScalar.Resolve(text.ToString()) : ScalarKind.Text;
        return new ConfigScalar(text.ToString(), kind, scalar.Location)
        {
            Origin = filled ? ScalarOrigin.Interpolated : scalar.Origin,
            Plain = scalar.Plain && filled,
            Hidden = hidden || filled,
        };
    }

    private static bool Starts(string source, int at, string what) => source.AsSpan(at).StartsWith(what, StringComparison.Ordinal);

    private string? Value(string content, SourceLocation place, string pointer, ref bool hidden)
    {
        if (content.StartsWith("env:", StringComparison.Ordinal))
        {
            var fallback = content.IndexOf(":-", 4, StringComparison.Ordinal);
            var name = fallback < 0 ? content[4..] : content[4..fallback];
            if (IsName(name))
            {
                return Variable(name, fallback < 0 ? null : content[(fallback + 2)..], place, pointer);
            }
        }
        else if (content.StartsWith("file:", StringComparison.Ordinal) && content.Length > 5)
        {
            hidden = true;
            return Content(content[5..], place, pointer);
        }

        findings.Error(ErrorCodes.InterpolationSyntax, place, "A `${}` is neither `${env:NAME}`, `${env:NAME:-default}` nor `${file:PATH}`.", "Mend it, or write `$${` for a plain `${`.", pointer);
        return null;
    }

    private string? Variable(string name, string? fallback, SourceLocation place, string pointer)
    {
        var value = variable(name);
        if (fallback is not null)
        {
            return string.IsNullOrEmpty(value) ? fallback : value;
        }

        if (value is null)
        {
            findings.Error(ErrorCodes.VariableMissing, place, $"The environment variable `{name}` is not set.", $"Set it, also in a `.env` file beside the pipeline, or give a default: `${{env:{name}:-}}`.", pointer);
        }

        return value;
    }

    private string? Content(string path, SourceLocation place, string pointer)
    {
        string? reason;
        try
        {
            var bytes = TextFile.ReadBytes(Path.GetFullPath(path, workingDirectory), ReadLimits.MaxSecretBytes);
            if (bytes.Length <= ReadLimits.MaxSecretBytes)
            {
                var text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
                text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
                if (text.Length > 0)
                {
                    secrets.Add(text);
                }

                return text;
            }

            reason = $"it is larger than {ReadLimits.MaxSecretBytes / 1024} KB";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reason = error switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException => "access is denied",
                DecoderFallbackException => "it is not UTF-8",
                _ => "it cannot be opened",
            };
        }

        findings.Error(ErrorCodes.InterpolationFile, place, $"The file `{path}` cannot be used: {reason}.", "Name a readable text file; a relative path begins at the working directory.", pointer);
        return null;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
