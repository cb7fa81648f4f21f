package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
  private static final Period MONTH = Period.ofMonths(1);

  @Test
  void februaryOfALeapYearHas29Days() {
    assertThat(lengthOf(MONTH, "UTC", "2024-02-10T00:00:00Z")).isEqualTo(Duration.ofDays(29));
    assertThat(lengthOf(MONTH, "UTC", "2026-02-10T00:00:00Z")).isEqualTo(Duration.ofDays(28));
  }

  @Test
  void marchIsAnHourShortAndOctoberAnHourLongInBerlin() {
    assertThat(lengthOf(MONTH, "Europe/Berlin", "2026-03-10T00:00:00Z"))
        .isEqualTo(Duration.ofDays(31).minusHours(1));
    assertThat(lengthOf(MONTH, "Europe/Berlin", "2026-10-10T00:00:00Z"))
        .isEqualTo(Duration.ofDays(31).plusHours(1));
  }

  @Test
  void theDayOfTheClockChangeHas23HoursInNewYork() {
    TimeWindow.Span day =
        Example.calendar(Period.ofDays(1), "America/New_York")
            .at(Instant.parse("2026-03-08T12:00:00Z"));

    assertThat(day.from()).isEqualTo("2026-03-08T05:00:00Z");
    assertThat(day.until()).isEqualTo("2026-03-09T04:00:00Z");
  }

  @Test
  void aDayWhoseMidnightWasSkippedInSaoPauloBeginsAtOne() {
    TimeWindow.Span day =
        Example.calendar(Period.ofDays(1), "America/Sao_Paulo")
            .at(Instant.parse("2018-11-04T15:00:00Z"));

    assertThat(day.from()).isEqualTo("2018-11-04T03:00:00Z");
    assertThat(day.length()).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void theDayThatApiaSkippedIsNoWindow() {
    TimeWindow days = Example.calendar(Period.ofDays(1), "Pacific/Apia");

    TimeWindow.Span last = days.at(Instant.parse("2011-12-30T09:59:00Z"));
    TimeWindow.Span next = days.at(Instant.parse("2011-12-30T10:00:00Z"));

    assertThat(last.until()).isEqualTo("2011-12-30T10:00:00Z");
    assertThat(next.from()).isEqualTo(last.until());
    assertThat(next.length()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void aMonthOfKathmanduBeginsAtAQuarterPast18Utc() {
    TimeWindow.Span month =
        Example.calendar(MONTH, "Asia/Kathmandu").at(Instant.parse("2026-03-10T00:00:00Z"));

    assertThat(month.from()).isEqualTo("2026-02-28T18:15:00Z");
  }

  @Test
  void aQuarterIsThreeRealMonths() {
    assertThat(lengthOf(Period.ofMonths(3), "UTC", "2024-02-10T00:00:00Z"))
        .isEqualTo(Duration.ofDays(31 + 29 + 31));
  }

  @Test
  void monthsThatStartOnThe31stStartOnTheLastDayOfShorterOnes() {
    TimeWindow window =
        new TimeWindow.Calendar(MONTH, ZoneId.of("UTC"), LocalDateTime.of(2026, 1, 31, 0, 0));

    TimeWindow.Span span = window.at(Instant.parse("2026-03-30T23:59:00Z"));

    assertThat(span.from()).isEqualTo("2026-02-28T00:00:00Z");
    assertThat(span.until()).isEqualTo("2026-03-31T00:00:00Z");
  }

  @Test
  void windowsFollowEachOtherWithoutGapBeforeAndAfterTheAnchor() {
    for (String zone : ZoneId.getAvailableZoneIds().stream().sorted().limit(60).toList()) {
      TimeWindow weeks = Example.calendar(Period.ofWeeks(1), zone);
      TimeWindow.Span window = weeks.at(Instant.parse("2019-06-01T00:00:00Z"));
      for (int i = 0; i < 80; i++) {
        TimeWindow.Span next = weeks.at(window.until());
        assertThat(next.from()).as(zone).isEqualTo(window.until());
        assertThat(next.contains(next.from())).as(zone).isTrue();
        window = next;
      }
    }
  }

  @Test
  void aMixtureOfMonthsAndDaysIsRefused() {
    assertThatThrownBy(() -> Example.calendar(Period.of(0, 1, 1), "UTC"))
        .hasMessageContaining("no mixture");
    assertThatThrownBy(() -> new TimeWindow.Rolling(Duration.ofSeconds(90)))
        .hasMessageContaining("whole minutes");
  }

  private static Duration lengthOf(Period period, String zone, String asOf) {
    return Example.calendar(period, zone).at(Instant.parse(asOf)).length();
  }
}
