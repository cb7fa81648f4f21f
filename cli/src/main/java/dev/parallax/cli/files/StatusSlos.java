package dev.parallax.cli.files;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.parallax.cli.text.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The definitions that a status history is judged by: one Backstage Component, and one OpenSLO SLO
/// for each window.
///
/// Time is cut into minutes, the ledger's own grain. A minute is good when each of its observed
/// seconds was in a good state (`timeSliceTarget: 1`): a monitor knows the ends of an outage to
/// about one check, and the minutes at those ends count as bad rather than as guesses.
///
/// @param targetPercent share of good minutes that is promised, in [0, 100)
/// @param good the states that are good, separated by commas
public record StatusSlos(
    BigDecimal targetPercent, List<Window> windows, ZoneId zone, String good, String prefix) {
  private static final int LONGEST_TITLE = 40;

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: %1$s-%2$s
        displayName: %3$s
      spec:
        description: %4$s
        service: %1$s
        indicator:
          metadata:
            name: %5$s
          spec:
            ratioMetric:
              counter: false
              good:
                metricSource:
                  type: status-history
                  spec: {monitor: %5$s, states: %6$s}
              total:
                metricSource:
                  type: status-history
                  spec: {monitor: %5$s}
        timeWindow:
          - %7$s
        budgetingMethod: Timeslices
        objectives:
          - displayName: available
            targetPercent: %8$s
            timeSliceTarget: 1
            timeSliceWindow: 1m
      """;

  /// A window of an SLO.
  ///
  /// @param suffix what it adds to the SLO's name, such as `30d-rolling`
  /// @param duration OpenSLO's shorthand, such as `30d` or `1M`
  public record Window(String suffix, String duration, boolean rolling) {
    private static final Pattern ROLLING = Pattern.compile("([1-9][0-9]{0,3}[hdw])-rolling");
    private static final Pattern CALENDAR =
        Pattern.compile("calendar-(day|week|month|quarter|year)");

    /// Reads `30d-rolling` or `calendar-month`; empty where the text is neither.
    public static Optional<Window> parse(String text) {
      Matcher rolling = ROLLING.matcher(text);
      if (rolling.matches()) {
        return Optional.of(new Window(text, rolling.group(1), true));
      }
      Matcher calendar = CALENDAR.matcher(text);
      return calendar.matches()
          ? Optional.of(new Window(text, unit(calendar.group(1)), false))
          : Optional.empty();
    }

    private static String unit(String word) {
      return switch (word) {
        case "day" -> "1d";
        case "week" -> "1w";
        case "month" -> "1M";
        case "quarter" -> "1Q";
        default -> "1Y";
      };
    }

    /// The window as OpenSLO writes it. Calendars are anchored on a Monday that begins a year, so
    /// that every kind of calendar window starts where people expect it.
    private String yaml(ZoneId zone) {
      String kind =
          rolling
              ? "isRolling: true"
              : "calendar: {startTime: \"2024-01-01 00:00:00\", timeZone: %s}".formatted(zone);
      return "{duration: %s, %s}".formatted(duration, kind);
    }
  }

  /// The service's name; short enough that the SLOs' names fit behind it.
  public String service(StatusHistory history) {
    int suffix = windows.stream().mapToInt(w -> w.suffix().length() + 1).max().orElse(0);
    return StatusHistory.fit(prefix + history.monitor(), StatusHistory.LONGEST_NAME - suffix);
  }

  /// The definitions of one history as a file.
  public DefinitionFiles.Source definitions(StatusHistory history) {
    StringBuilder yaml = new StringBuilder(component(history));
    windows.forEach(window -> yaml.append("---\n").append(slo(history, window)));
    return new DefinitionFiles.Source(
        "status-histories/%s.yaml".formatted(history.monitor()),
        yaml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String component(StatusHistory history) {
    return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: %s
          title: %s
          description: %s
        spec:
          type: service
          lifecycle: production
        """
        .formatted(
            service(history),
            quoted(history.title()),
            quoted("Watched by monitor %s.".formatted(history.monitor())));
  }

  private String slo(StatusHistory history, Window window) {
    return SLO.formatted(
        service(history),
        window.suffix(),
        quoted(shortTitle(history) + ", " + window.suffix().replace('-', ' ')),
        quoted(
            "Minutes in which every observed second was %s.".formatted(good.replace(",", " or "))),
        history.monitor(),
        quoted(good),
        window.yaml(zone),
        targetPercent.toPlainString());
  }

  private static String shortTitle(StatusHistory history) {
    String title = history.title();
    int length = title.codePointCount(0, title.length());
    return length <= LONGEST_TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }

  /// Text in double quotes; JSON's are YAML's.
  private static String quoted(String text) {
    return Json.write(TextNode.valueOf(text));
  }
}
