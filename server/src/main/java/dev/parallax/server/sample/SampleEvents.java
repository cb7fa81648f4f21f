package dev.parallax.server.sample;

import dev.parallax.budget.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What happened at the sample organisation, and what will: incidents, releases, failures of
/// dependencies, planned work. The same instant always tells the same story.
public final class SampleEvents {
  private static final long FIRST_RELEASE_WEEK = 2713; // of 2022, counted from 1970-01-05
  private static final int RELEASES_A_MAJOR = 50;

  private SampleEvents() {}

  /// What an event was.
  public enum Kind {
    INCIDENT,
    RELEASE,
    /// Another service failed, and this one with it.
    DEPENDENCY,
    PLANNED
  }

  /// Something that happened.
  ///
  /// @param id unique and lasting, such as `checkout-bad-release-742`
  /// @param title what people call it, such as `Release 5.12`
  /// @param from first instant inside
  /// @param until first instant after
  /// @param cause why, in a few words
  public record Event(
      String id,
      Kind kind,
      String title,
      ServiceId service,
      Instant from,
      Instant until,
      String cause) {}

  /// The events of a stretch of time, by their beginning.
  ///
  /// @param from first instant inside
  /// @param until first instant after
  public static List<Event> between(Instant from, Instant until) {
    long fromMinute = Math.floorDiv(from.getEpochSecond(), 60L);
    long untilMinute = Math.ceilDiv(until.getEpochSecond(), 60L);
    List<Event> events = new ArrayList<>();
    for (SampleRule rule : SampleCalendar.rules()) {
      long last = rule.rhythm().number(untilMinute - 1);
      for (long number = rule.rhythm().number(fromMinute); number <= last; number++) {
        SampleRule.Span span = rule.span(number);
        if (span.from() < untilMinute && span.until() > fromMinute) {
          events.add(event(rule, span));
        }
      }
    }
    events.sort(Comparator.comparing(Event::from).thenComparing(Event::id));
    return List.copyOf(events);
  }

  /// The events of one service.
  public static Stream<Event> of(ServiceId service, Instant from, Instant until) {
    return between(from, until).stream().filter(event -> event.service().equals(service));
  }

  private static Event event(SampleRule rule, SampleRule.Span span) {
    return new Event(
        rule.what().id() + "-" + span.number(),
        rule.what().kind(),
        rule.what().title().formatted(release(span)),
        new ServiceId(rule.what().service()),
        Instant.ofEpochSecond(span.from() * 60),
        Instant.ofEpochSecond(span.until() * 60),
        rule.what().cause());
  }

  /// The number of the release of that week; there is one each week.
  private static String release(SampleRule.Span span) {
    long weeks = Math.floorDiv(span.from() - 4 * 1440, 7L * 1440) - FIRST_RELEASE_WEEK;
    return "%d.%d"
        .formatted(
            1 + Math.floorDiv(weeks, (long) RELEASES_A_MAJOR),
            Math.floorMod(weeks, (long) RELEASES_A_MAJOR));
  }
}
