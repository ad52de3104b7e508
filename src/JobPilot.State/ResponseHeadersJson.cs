using System.Text.Json.Serialization;

namespace JobPilot.State;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ResponseHeadersJson : JsonSerializerContext;
