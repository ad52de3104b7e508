namespace JobPilot.Evaluation.Metrics;

/// <summary>Distances on the globe.</summary>
internal static class Distance
{
    private const double EarthRadius = 6371.0;

    /// <summary>Great-circle distance in kilometres of two places in degrees (WGS 84).</summary>
    public static double Kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        double Radians(double degrees) => degrees * Math.PI / 180;
        double Haversine(double angle) => Math.Pow(Math.Sin(angle / 2), 2);
        var part = Haversine(Radians(otherLatitude - latitude))
            + (Math.Cos(Radians(latitude)) * Math.Cos(Radians(otherLatitude)) * Haversine(Radians(otherLongitude - longitude)));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(part)));
    }
}
