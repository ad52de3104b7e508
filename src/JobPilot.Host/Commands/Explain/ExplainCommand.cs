using JobPilot.Engine.Explain;
using JobPilot.Host.Output;

namespace JobPilot.Host.Commands.Explain;

/// <summary>Explains the values of one listing. Changes and calls nothing.</summary>
internal static class ExplainCommand
{
    public static Task<int> ExecuteAsync(string listing, string? field, string? pipeline, HostRequest request, CancellationToken cancellationToken)
    {
        FieldPointer? pointer = null;
        if (field is not null && !FieldPointer.TryParse(field, out pointer, out var error))
        {
            IReadOnlyList<Diagnostic> problems =
                [new Diagnostic("explain.field", error) { Fix = "Write a JSON pointer (/skills/3) or names joined by dots (base_salary.annual_min, skills[3])." }];
            Refusal.Tell(problems, ExplainDocument.Refused(problems), request);
            return Task.FromResult(ExitCode.Configuration);
        }

        return new ListingSession { Names = [listing], Pipeline = pipeline, Refused = ExplainDocument.Refused }.ExecuteAsync(
            request, listings => TellAsync(listings, pointer, request, cancellationToken), cancellationToken);
    }

    private static async Task<int> TellAsync(OpenListings listings, FieldPointer? field, HostRequest request, CancellationToken cancellationToken)
    {
        var found = listings.Rows[0];
        var row = found.Row;
        var document = ExplainDocument.Create(listings, found, await RowRuns.ListAsync(listings, row, cancellationToken).ConfigureAwait(false));
        if (field is null)
        {
            ExplainDocument.AddFields(document, row, listings.Plan);
        }
        else
        {
            var fields = row.Clone().Json;
            var value = field.Find(fields);
            if (value is null && !field.IsNoted(fields))
            {
                throw NoSuchField(field, row);
            }

            var own = found.IsMerged ? new FoundRow { Key = row.Key!, Row = row } : found;
            var source = await SourceRecordFinder.FindAsync(listings, own, cancellationToken).ConfigureAwait(false);
            var trace = source.Record is null ? null : RecordTrace.Run(listings.Plan, source.Record, row.Key!, listings.Open.Engine.Redact, cancellationToken);
            ExplainDocument.AddField(document, field, value, row, listings.Plan, source, trace);
        }

        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, document);
        }
        else
        {
            ExplainPrinter.Print(request.Console.Out, document);
        }

        return ExitCode.Done;
    }

    private static RefusedException NoSuchField(FieldPointer field, Record row) => RefusedException.Missing(
        "explain.no_such_field",
        $"The listing has nothing at {field}: no source gave it and no rule found it.",
        $"It has: {string.Join(", ", row.GetNames().Where(name => !name.StartsWith('_')))}. Unknown values are left out of a listing.");
}
