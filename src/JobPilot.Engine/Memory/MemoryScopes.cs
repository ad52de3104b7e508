namespace JobPilot.Engine.Memory;

/// <summary>Names the memory of a processor: another version of its state or other options start a new one, and demo data has its own.</summary>
internal static class MemoryScopes
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ProcessorPlan, string[]> Names = [];

    public static string Of(ProcessorPlan plan, IStatefulProcessor processor, bool demo) =>
        Names.GetValue(plan, _ =>
        {
            var name = $"{plan.Id}/{processor.StateVersion}/{plan.Fingerprint}";
            return [$"{name}/live", $"{name}/demo"];
        })[demo ? 1 : 0];
}
