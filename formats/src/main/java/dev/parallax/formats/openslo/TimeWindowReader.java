package dev.parallax.formats.openslo;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the one time window of an SLO.
final class TimeWindowReader {
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private TimeWindowReader() {}

  /// Empty where there is none (a deviation) or where it cannot be used (an error).
  static Optional<OpenSlo.TimeWindow> read(Fields spec) {
    List<Node> windows = spec.list("timeWindow");
    if (windows.size() > 1) {
      spec.error(
          "timeWindow",
          "%d time windows".formatted(windows.size()),
          "exactly one",
          "Make an SLO of each.");
      return Optional.empty();
    }
    if (windows.isEmpty()) {
      spec.deviation(
          "timeWindow",
          "no timeWindow",
          "exactly one; without it 28 days, rolling, are taken",
          "Add timeWindow: [{duration: 28d, isRolling: true}].");
      return Optional.empty();
    }
    return spec.object("timeWindow", windows.getFirst()).flatMap(TimeWindowReader::window);
  }

  private static Optional<OpenSlo.TimeWindow> window(Fields fields) {
    int before = fields.problems().errors();
    Optional<Shorthand> duration = Words.shorthand(fields, "duration", 1);
    if (!fields.has("duration")) {
      fields.missing("duration", "a duration, such as 28d");
    }
    duration
        .filter(d -> d.unit() == Shorthand.Unit.MINUTE)
        .ifPresent(
            d ->
                fields.warning(
                    "duration",
                    "duration: " + d,
                    "a window of days or more; m is a minute, M is a month",
                    "Write %dM if months are meant.".formatted(d.count())));
    Optional<Boolean> rolling = fields.flag("isRolling");
    Optional<OpenSlo.Calendar> calendar =
        fields.object("calendar").flatMap(TimeWindowReader::calendar);
    MetadataReader.unknown(fields);
    checkKind(fields, rolling);
    if (fields.problems().errors() > before) {
      return Optional.empty();
    }
    return duration.map(d -> new OpenSlo.TimeWindow(d, calendar.orElse(null)));
  }

  private static void checkKind(Fields fields, Optional<Boolean> rolling) {
    boolean calendar = fields.has("calendar");
    if (calendar && rolling.orElse(false)) {
      fields.error(
          "calendar",
          "a calendar beside isRolling: true",
          "a calendar only where the window does not roll",
          "Remove calendar, or write isRolling: false.");
    } else if (!calendar && rolling.isPresent() && !rolling.get()) {
      fields.error(
          "isRolling",
          "isRolling: false without a calendar",
          "a calendar that says when the first window began",
          "Add calendar: {startTime: \"2026-01-01 00:00:00\", timeZone: Europe/Berlin}.");
    } else if (!calendar && rolling.isEmpty()) {
      fields.deviation(
          "isRolling",
          "neither isRolling nor calendar",
          "one of them; the window is taken as rolling",
          "Write isRolling: true.");
    }
  }

  private static Optional<OpenSlo.Calendar> calendar(Fields fields) {
    Optional<LocalDateTime> start =
        fields
            .required("startTime", "the local time at which the first window began")
            .flatMap(text -> start(fields, text));
    Optional<ZoneId> zone =
        fields
            .required("timeZone", "an IANA time zone, such as Europe/Berlin")
            .flatMap(text -> zone(fields, text));
    MetadataReader.unknown(fields);
    return start.flatMap(s -> zone.map(z -> new OpenSlo.Calendar(s, z)));
  }

  private static Optional<LocalDateTime> start(Fields fields, String text) {
    try {
      return Optional.of(
          LocalDateTime.parse(
              text, OpenSloWriter.LOCAL_TIME.withResolverStyle(ResolverStyle.STRICT)));
    } catch (DateTimeParseException _) {
      fields.error(
          "startTime",
          "startTime: '%s'".formatted(text),
          "a local time written as 2026-01-31 00:00:00, without T, Z or offset",
          "Write the time on the wall clock of timeZone.");
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(Fields fields, String text) {
    if (ZONES.contains(text)) {
      return Optional.of(ZoneId.of(text));
    }
    fields.error(
        "timeZone",
        "timeZone: '%s'".formatted(text),
        "the name of a zone in the IANA database",
        Nearest.hint(text, ZONES, "Write e.g. Europe/Berlin, America/New_York or UTC."));
    return Optional.empty();
  }
}
