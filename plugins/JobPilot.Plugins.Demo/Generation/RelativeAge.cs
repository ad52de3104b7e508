namespace JobPilot.Plugins.Demo;

/// <summary>Says how long ago, as job boards do: "7 days ago", "vor 3 Stunden".</summary>
internal static class RelativeAge
{
    public static string Write(TimeSpan age, string language)
    {
        var hours = (int)age.TotalHours;
        var days = (int)age.TotalDays;
        return days switch
        {
            0 => language switch
            {
                "de" => $"vor {hours} Stunden",
                "fr" => $"il y a {hours} heures",
                "es" => $"hace {hours} horas",
                _ => $"{hours} {(hours == 1 ? "hour" : "hours")} ago",
            },
            > 30 => language switch { "de" => "vor mehr als 30 Tagen", "fr" => "il y a plus de 30 jours", "es" => "hace más de 30 días", _ => "30+ days ago" },
            _ => language switch
            {
                "de" => $"vor {days} {(days == 1 ? "Tag" : "Tagen")}",
                "fr" => $"il y a {days} {(days == 1 ? "jour" : "jours")}",
                "es" => $"hace {days} {(days == 1 ? "día" : "días")}",
                _ => $"{days} {(days == 1 ? "day" : "days")} ago",
            },
        };
    }
}
