package dev.parallax.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.server.sample.SampleEvents.Event;
import dev.parallax.server.sample.SampleEvents.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Event> TWO_YEARS =
      SampleEvents.between(START, Instant.parse("2028-01-01T00:00:00Z"));

  @Test
  void onAnyDayTheLastFortnightHadIncidentsReleasesAndAFailedDependency() {
    for (int day = 14; day < 730; day++) {
      Instant today = START.plus(Duration.ofDays(day));
      Set<Kind> kinds =
          SampleEvents.between(today.minus(Duration.ofDays(14)), today).stream()
              .map(Event::kind)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
      assertThat(kinds).as("%s", today).containsExactlyInAnyOrder(Kind.values());
    }
  }

  @Test
  void releasesComeOnTuesdaysAndThursdaysWithANumberThatGrows() {
    assertThat(TWO_YEARS)
        .filteredOn(event -> event.kind() == Kind.RELEASE)
        .isNotEmpty()
        .extracting(event -> event.from().atOffset(ZoneOffset.UTC).getDayOfWeek())
        .containsOnly(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY);
    assertThat(
            TWO_YEARS.stream()
                .filter(event -> event.id().startsWith("release-checkout-"))
                .map(Event::title)
                .limit(3))
        .containsExactly("Release 5.9", "Release 5.10", "Release 5.11");
  }

  @Test
  void aBadReleaseIsNamedAfterTheReleaseOfThatMorning() {
    Event failure =
        TWO_YEARS.stream()
            .filter(event -> event.id().startsWith("checkout-bad-release"))
            .findFirst()
            .orElseThrow();
    Event release =
        SampleEvents.of(
                new ServiceId("checkout"),
                failure.from().minus(Duration.ofHours(1)),
                failure.from())
            .filter(event -> event.kind() == Kind.RELEASE)
            .findFirst()
            .orElseThrow();

    assertThat(failure.title())
        .isEqualTo("Orders fail after " + release.title().replace("Release", "release"));
  }

  @Test
  void aFailedDependencyLastsAsLongAsTheFailureItComesFrom() {
    List<Event> together =
        TWO_YEARS.stream()
            .filter(event -> event.id().startsWith("vector-index-memory"))
            .limit(3)
            .toList();

    assertThat(together)
        .extracting(event -> event.service().value())
        .containsExactlyInAnyOrder("vector-index", "search", "recommendations");
    assertThat(together).extracting(Event::from).containsOnly(together.getFirst().from());
    assertThat(together).extracting(Event::until).containsOnly(together.getFirst().until());
  }

  @Test
  void idsAreUniqueAndEventsAreInOrder() {
    assertThat(TWO_YEARS).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(TWO_YEARS).extracting(Event::from).isSorted();
  }

  @Test
  void aShorterStretchTellsOfTheSameEvents() {
    Instant from = Instant.parse("2026-09-07T10:00:00Z");
    Instant until = Instant.parse("2026-09-21T10:00:00Z");

    assertThat(SampleEvents.between(from, until))
        .isEqualTo(
            TWO_YEARS.stream()
                .filter(event -> event.from().isBefore(until) && event.until().isAfter(from))
                .toList());
  }
}
