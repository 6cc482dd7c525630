namespace BackOffice.Kernel;

static class ZoneTime
{
    extension(TimeZoneInfo zone)
    {
        /// <summary>
        /// When the clocks of this zone show an hour, in UTC. A local time that does not exist begins when clocks have gone
        /// forward; one that exists twice means its first occurrence.
        /// </summary>
        public DateTime InstantOf(DateOnly day, TimeSpan time)
        {
            var local = day.ToDateTime(TimeOnly.MinValue) + time;
            while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
            // The first of two occurrences is the one with the larger offset.
            var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
        }
    }
}
