using System.Text.Json.Nodes;

namespace JobPilot.Evaluation.Measurements;

/// <summary>ESCO occupation of a title, and its ISCO-08 group.</summary>
internal sealed class EscoOccupations : OccupationRanking
{
    public override string File => "occupations/esco_title_{split}.jsonl";

    public override IReadOnlyList<string> Metrics => ["esco_top1", "esco_top5", "esco_isco4"];

    protected override string Taxonomy => "esco";

    protected override string Label => "esco_uri";

    protected override string Field => "esco";

    protected override string Group(JsonNode? row, bool isLabel) => row.Text(isLabel ? "isco08" : "isco") ?? "";
}
