namespace JobPilot.Configuration;

/// <summary>Codes of the findings of this project. Each is declared here once, and has one bad file with its snapshot in the tests.</summary>
public static class ErrorCodes
{
    /// <summary>The file does not exist.</summary>
    public const string FileNotFound = "file.not_found";

    /// <summary>The file cannot be read.</summary>
    public const string FileUnreadable = "file.unreadable";

    /// <summary>The file is larger than the limit.</summary>
    public const string FileTooLarge = "file.too_large";

    /// <summary>The file is neither UTF-8 nor UTF-16, or is no text.</summary>
    public const string FileEncoding = "file.encoding";

    /// <summary>The text is not YAML.</summary>
    public const string YamlSyntax = "yaml.syntax";

    /// <summary>The file holds nothing.</summary>
    public const string YamlEmpty = "yaml.empty";

    /// <summary>The file is not a mapping.</summary>
    public const string YamlNotAMapping = "yaml.not_a_mapping";

    /// <summary>A mapping has a key twice.</summary>
    public const string YamlDuplicateKey = "yaml.duplicate_key";

    /// <summary>A key is not a plain name.</summary>
    public const string YamlKeyNotText = "yaml.key_not_text";

    /// <summary>A line is indented by a tab.</summary>
    public const string YamlTab = "yaml.tab";

    /// <summary>A tag is not one of the core schema.</summary>
    public const string YamlUnknownTag = "yaml.unknown_tag";

    /// <summary>A value does not fit its tag.</summary>
    public const string YamlBadTagValue = "yaml.bad_tag_value";

    /// <summary>Nesting is deeper than the limit.</summary>
    public const string YamlTooDeep = "yaml.too_deep";

    /// <summary>There are more values than the limit, aliases counted as what they stand for.</summary>
    public const string YamlTooMany = "yaml.too_many_values";

    /// <summary>An alias has no anchor.</summary>
    public const string YamlUnknownAlias = "yaml.unknown_alias";

    /// <summary>An alias stands inside its own anchor.</summary>
    public const string YamlAliasCycle = "yaml.alias_cycle";

    /// <summary>There is more than one document.</summary>
    public const string YamlManyDocuments = "yaml.many_documents";

    /// <summary>A merge key holds no mapping.</summary>
    public const string YamlBadMerge = "yaml.bad_merge";

    /// <summary><c>include</c> is neither a path nor a list of paths.</summary>
    public const string IncludeInvalid = "include.invalid";

    /// <summary>An included file does not exist.</summary>
    public const string IncludeNotFound = "include.not_found";

    /// <summary>A file includes itself.</summary>
    public const string IncludeCycle = "include.cycle";

    /// <summary>Inclusion is deeper than the limit, or there are too many files.</summary>
    public const string IncludeTooDeep = "include.too_deep";

    /// <summary>The environment asked for has no overlay.</summary>
    public const string EnvironmentUnknown = "environment.unknown";

    /// <summary>An overlay names a component that does not exist.</summary>
    public const string EnvironmentUnknownComponent = "environment.unknown_component";

    /// <summary>An overlay changes nothing.</summary>
    public const string EnvironmentEmpty = "environment.empty";

    /// <summary>A line of the <c>.env</c> file is not understood.</summary>
    public const string DotEnvLine = "dotenv.line";

    /// <summary><c>--set</c> is not <c>PATH=VALUE</c>, or its path leads nowhere.</summary>
    public const string SetInvalidPath = "set.invalid_path";

    /// <summary>The value of <c>--set</c> is not YAML.</summary>
    public const string SetInvalidValue = "set.invalid_value";

    /// <summary>A <c>${</c> is not closed or not known.</summary>
    public const string InterpolationSyntax = "interpolation.syntax";

    /// <summary>An environment variable is not set and has no default.</summary>
    public const string VariableMissing = "interpolation.missing_variable";

    /// <summary>A file of <c>${file:}</c> cannot be read.</summary>
    public const string InterpolationFile = "interpolation.file";

    /// <summary>A key of the pipeline is not known.</summary>
    public const string PipelineUnknownKey = "pipeline.unknown_key";

    /// <summary>A key of the pipeline is missing.</summary>
    public const string PipelineMissingKey = "pipeline.missing_key";

    /// <summary>A value of the pipeline has another type.</summary>
    public const string PipelineWrongType = "pipeline.wrong_type";

    /// <summary>A value of the pipeline is none of the allowed ones.</summary>
    public const string PipelineNotAllowed = "pipeline.not_allowed";

    /// <summary>A number of the pipeline is out of its range.</summary>
    public const string PipelineOutOfRange = "pipeline.out_of_range";

    /// <summary>A text of the pipeline has not the form that is asked for.</summary>
    public const string PipelinePattern = "pipeline.pattern";

    /// <summary>A text or list of the pipeline is too short or too long.</summary>
    public const string PipelineLength = "pipeline.length";

    /// <summary>Two settings say the same thing.</summary>
    public const string SettingsConflict = "settings.conflict";

    /// <summary>A notification has neither or both of <c>webhook</c> and <c>command</c>.</summary>
    public const string NotificationInvalid = "notifications.invalid";

    /// <summary>The cron expression or the choice between it and an interval is wrong.</summary>
    public const string ScheduleInvalid = "schedule.invalid";

    /// <summary>The time zone is not known.</summary>
    public const string ScheduleTimeZone = "schedule.unknown_time_zone";

    /// <summary>No installed component has the name, but one has a near one.</summary>
    public const string ComponentUnknownType = "component.unknown_type";

    /// <summary>No installed component has the name.</summary>
    public const string PluginMissing = "plugin.missing";

    /// <summary>The component's options class breaks the rules.</summary>
    public const string ComponentBadOptionsClass = "component.bad_options_class";

    /// <summary>Two components have one id.</summary>
    public const string ComponentDuplicateId = "component.duplicate_id";

    /// <summary>A fallback is to take over, and none is declared.</summary>
    public const string ComponentNoFallback = "component.no_fallback";

    /// <summary>A fallback has a fallback.</summary>
    public const string ComponentNestedFallback = "component.nested_fallback";

    /// <summary>Every collector or every sink is switched off.</summary>
    public const string ComponentNoneEnabled = "component.none_enabled";

    /// <summary>A contract names a field that is none.</summary>
    public const string ContractField = "contract.field";

    /// <summary>A condition does not compile.</summary>
    public const string ComponentCondition = "component.condition";

    /// <summary>No sink is required, so nothing that is written is waited for.</summary>
    public const string ComponentNoneRequired = "component.none_required";

    /// <summary>A sink could be the home, but is optional, and no other can.</summary>
    public const string ComponentOptionalHome = "component.optional_home";

    /// <summary>A sink is optional, and yet stops the run.</summary>
    public const string ComponentOptionalStop = "component.optional_stop";

    /// <summary>An option is not known.</summary>
    public const string OptionUnknown = "options.unknown";

    /// <summary>An option is missing.</summary>
    public const string OptionMissing = "options.missing";

    /// <summary>An option has another type.</summary>
    public const string OptionWrongType = "options.wrong_type";

    /// <summary>An option is none of the allowed values.</summary>
    public const string OptionNotAllowed = "options.not_allowed";

    /// <summary>An option is out of its range.</summary>
    public const string OptionOutOfRange = "options.out_of_range";

    /// <summary>An option has not the form that is asked for.</summary>
    public const string OptionPattern = "options.pattern";

    /// <summary>An option is too short or too long.</summary>
    public const string OptionLength = "options.length";

    /// <summary>A list names something twice.</summary>
    public const string OptionNotUnique = "options.not_unique";

    /// <summary>An option breaks a rule of its own.</summary>
    public const string OptionInvalid = "options.invalid";

    /// <summary>An expression or template does not compile.</summary>
    public const string OptionExpression = "options.expression";

    /// <summary>A field path is not one.</summary>
    public const string OptionFieldPath = "options.field_path";
}
