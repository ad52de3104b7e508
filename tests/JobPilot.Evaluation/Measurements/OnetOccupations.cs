using System.Text.Json.Nodes;

namespace JobPilot.Evaluation.Measurements;

/// <summary>O*NET occupation of a title, and its SOC group: the first seven characters.</summary>
internal sealed class OnetOccupations : OccupationRanking
{
    private const int SocLength = 7;

    public override string File => "occupations/onet_title_{split}.jsonl";

    public override IReadOnlyList<string> Metrics => ["onet_top1", "onet_top5", "onet_soc6"];

    protected override string Taxonomy => "onet";

    protected override string Label => "soc";

    protected override string Field => "soc";

    protected override string Group(JsonNode? row, bool isLabel) => row.Text("soc") is { Length: >= SocLength } soc ? soc[..SocLength] : "";
}
