using System.Text.Json;

namespace JobPilot.Plugins.JSearch.Wire;

/// <summary>
/// An answer of either search: <c>{status, data: {jobs: [], cursor}}</c>, or <c>{status, data: []}</c> as before. The postings stay the bytes
/// that came, so that no field is lost.
/// </summary>
internal sealed class SearchAnswer
{
    private const int MaxJobs = 1000;
    private const int MaxCursor = 8192;

    // Deeper than a record may be: a posting that is too deep is a malformed record, and no reason to refuse its siblings.
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 256 };

    private readonly List<ReadOnlyMemory<byte>> _jobs = [];
    private string? _problem;
    private bool _hasJobs;

    private SearchAnswer()
    {
    }

    /// <summary>The postings, each one JSON value, which need not be an object.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Jobs => _jobs;

    /// <summary>Where to go on; null or empty where nothing follows.</summary>
    public string? Cursor { get; private set; }

    /// <summary>What the source said of its own answer; "OK" where it said nothing.</summary>
    public string Status { get; private set; } = "OK";

    /// <summary>What keeps the answer from being one; null where it is one.</summary>
    public string? Problem => _problem ?? (_hasJobs ? null : "it holds no list of jobs");

    /// <exception cref="JsonException">The body is not JSON, or not whole.</exception>
    public static SearchAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ReadWhole(body);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, which the reader lets through until it is looked at.
            throw new JsonException("A name or text in it is no Unicode.", exception);
        }
    }

    private static SearchAnswer ReadWhole(ReadOnlyMemory<byte> body)
    {
        var answer = new SearchAnswer();
        var reader = new Utf8JsonReader(body.Span, Reading);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            answer._problem = "it is no object";
        }
        else
        {
            answer.ReadRoot(ref reader, body);
        }

        reader.Read();
        return answer;
    }

    private void ReadRoot(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                Status = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Status;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                ReadData(ref reader, body);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadData(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadJobs(ref reader, body);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadDataField(ref reader, body);
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadDataField(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var isJobs = reader.ValueTextEquals("jobs"u8);
        var isCursor = reader.ValueTextEquals("cursor"u8);
        reader.Read();
        if (isJobs && reader.TokenType == JsonTokenType.StartArray)
        {
            ReadJobs(ref reader, body);
        }
        else if (isCursor && reader.TokenType == JsonTokenType.String)
        {
            Cursor = reader.GetString();
            _problem = Cursor!.Length > MaxCursor ? $"its cursor is longer than {MaxCursor} characters" : _problem;
        }
        else
        {
            _problem = isCursor && reader.TokenType != JsonTokenType.Null ? "its cursor is no text" : _problem;
            reader.Skip();
        }
    }

    private void ReadJobs(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        _hasJobs = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _jobs.Add(body[start..(int)reader.BytesConsumed]);
        }

        _problem = _jobs.Count > MaxJobs ? $"it holds more than {MaxJobs} jobs" : _problem;
    }
}
