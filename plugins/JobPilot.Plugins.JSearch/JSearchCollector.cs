using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using JobPilot.Plugins.JSearch.Wire;
using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.JSearch;

/// <summary>Reads job postings from JSearch: one split a search, one page a call.</summary>
[Collector("jsearch", typeof(JSearchOptions), LagHours = 48, Description = "Job postings of JSearch, by RapidAPI or OpenWeb Ninja.")]
public sealed partial class JSearchCollector : ICollector, ISelfCheck
{
    /// <summary>Last number that <c>/search</c> takes for a page.</summary>
    private const int LastPage = 100;

    /// <summary>What a page may hold by the contract.</summary>
    private const int MaxPageBytes = 4 * 1024 * 1024;

    private static readonly FieldPath JobId = FieldPath.Parse("job_id");

    private readonly JSearchOptions _options;
    private readonly JSearchAccess _access;
    private readonly SourceHttpClient _http;
    private readonly ILogger _logger;

    /// <summary>Creates the collector; nothing is called yet.</summary>
    /// <param name="options">What to read.</param>
    /// <param name="context">What the host hands out.</param>
    public JSearchCollector(JSearchOptions options, ComponentContext context)
    {
        _options = options;
        _access = new JSearchAccess(options);
        _logger = context.Logger;
        var verdict = new JSearchVerdict(_access, options.Endpoint, context.Time);
        var longestWait = TimeSpan.FromSeconds(60);
        _http = context.Http.WithPolicy(new HttpPolicy
        {
            AttemptTimeout = options.Timeout,
            TotalTimeout = ((options.Timeout + longestWait) * (options.MaxRetries + 1)) + longestWait,
            MaxRetries = options.MaxRetries,
            MaxRetryDelay = longestWait,
            RequestsPerMinute = options.RequestsPerMinute,
            MaxConnections = options.MaxConnections,
            BreakAfter = Math.Max(5, options.MaxRetries + 2),
            Budget = options.MonthlyBudget is { } limit ? new RequestBudget(_access.Account, limit) : null,
            CacheLifetime = options.CacheLifetime,
            MaxResponseBytes = MaxPageBytes,
            Classify = verdict.Classify,
            HoldBack = verdict.HoldBack,
        });
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
    {
        if (_access.Problem() is { } problem)
        {
            throw problem;
        }

        if (_access.KeyLooksForeign)
        {
            LogForeignKey(_logger);
        }

        return new([.. _options.Searches.Select(search => SearchSplit.ToSplit(search, _options.Endpoint))]);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var search = SearchSplit.Read(read.Split);
        var position = read.After is { } after ? SearchPosition.Read(after, _options.Endpoint) : SearchPosition.Start(_options.Endpoint);
        var cursorIsOld = position.Cursor is not null;
        while (!position.End && position.PagesRead < search.Pages && position.NextPage <= LastPage)
        {
            var pages = Math.Min(search.NumPages, search.Pages - position.PagesRead);
            pages = position.NextPage > 0 ? Math.Min(pages, LastPage + 1 - position.NextPage) : pages;
            var response = await SendAsync(Request(search, position, pages, read), position, pages, cursorIsOld, cancellationToken);
            cursorIsOld = false;
            var answer = SearchAnswer.Read(response.Body);
            if (answer.Jobs.Count == 0)
            {
                LogNoMore(_logger, read.Split.Id, position.PagesRead);
                yield break;
            }

            var number = position.PagesRead + 1;
            position = position.After(pages, answer.Cursor);
            LogPage(_logger, read.Split.Id, number, answer.Jobs.Count, response.FromCache);
            var records = answer.Jobs.Select((job, index) => ToRecord(job, number, index + 1)).ToList();
            yield return new Page(records, position.ToPosition())
            {
                Bookmark = PostedDates.Newest(records) is { } newest ? new Bookmark { HighWater = newest } : null,
                RetrievedAt = response.RetrievedAt,
            };
        }
    }

    private static Record ToRecord(ReadOnlyMemory<byte> job, int page, int item)
    {
        try
        {
            var record = Record.FromUtf8(job);
            if (record.GetKind(JobId) == RecordValueKind.String && record.GetString(JobId) is { } id && !string.IsNullOrWhiteSpace(id))
            {
                record.Key = id;
                return record;
            }

            return Malformed("it has no job_id");
        }
        catch (JsonException exception)
        {
            return Malformed(exception.Message);
        }

        Record Malformed(string why) => Record.Malformed(Encoding.UTF8.GetString(job.Span), $"page {page}, item {item}: {why}");
    }

    private SourceRequest Request(JSearchSearch search, SearchPosition position, int pages, SplitRead read)
    {
        var parameters = SearchParameters.Of(search, PostedDates.Narrowest(search.DatePosted, read.AsOf, read.Since)).ToList();
        if (position.NextPage > 0)
        {
            parameters.Add(new("page", position.NextPage.ToString(CultureInfo.InvariantCulture)));
        }
        else if (position.Cursor is { } cursor)
        {
            parameters.Add(new("cursor", cursor));
        }

        parameters.Add(new("num_pages", pages.ToString(CultureInfo.InvariantCulture)));
        return _access.Request(_options.Endpoint == JSearchEndpoint.Search ? "/search" : "/search-v2", parameters, Cost(pages));
    }

    private int Cost(int pages) => _options.CostModel == JSearchCostModel.PerPage ? pages : pages switch
    {
        1 => 1,
        <= 10 => 2,
        _ => 3,
    };

    private async ValueTask<SourceResponse> SendAsync(
        SourceRequest request, SearchPosition position, int pages, bool cursorIsOld, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (FaultException fault) when (cursorIsOld && fault.Code == JSearchErrorCodes.BadParameter)
        {
            throw new FaultException(FaultKind.PositionExpired, $"JSearch no longer takes the cursor of an earlier run. {fault.Message}", fault)
            {
                Code = JSearchErrorCodes.CursorExpired,
            };
        }
        catch (FaultException fault) when (position.NextPage > 0 && fault.Code is "http.timeout" or "http.total_timeout" or "http.cut")
        {
            // Numbered pages stand for themselves: one that does not come, after all retries, keeps nobody from the next.
            throw new FaultException(FaultKind.Permanent, $"Page {position.NextPage} could not be read. {fault.Message}", fault)
            {
                Code = fault.Code,
                Fix = fault.Fix,
                RetryAfter = fault.RetryAfter,
                SkipTo = position.After(pages, null).ToPosition(),
            };
        }
        catch (FaultException fault) when (fault.Code == "http.budget_spent")
        {
            throw new FaultException(fault.Kind, fault.Message, fault)
            {
                Code = fault.Code,
                Fix = $"Raise monthly_budget if the plan allows more (null means no limit). {fault.Fix}",
                RetryAfter = fault.RetryAfter,
            };
        }
    }
}
