package dev.parallax.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.SloId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTrafficTest {
  private static final SliId QUOTES = sli("shipping-quotes");

  @Test
  void aMinuteIsTheSameWhetherAskedForAloneOrInAHistory() {
    long from = minute("2026-03-28T22:00:00Z");
    for (SliId sli : SampleTraffic.slis()) {
      for (Slice slice : slices(sli, from, from + 600)) {
        assertThat(SampleTraffic.slice(sli, slice.minute())).isEqualTo(slice);
      }
    }
  }

  @Test
  void neverIsMoreGoodThanThereIsNorLessThanNothing() {
    long from = minute("2026-05-11T00:00:00Z");
    for (SliId sli : SampleTraffic.slis()) {
      assertThat(slices(sli, from, from + 7 * 1440))
          .isNotEmpty()
          .allMatch(slice -> 0 <= slice.good() && slice.good() <= slice.total());
    }
  }

  @Test
  void eveningsAreBusierThanNightsAndNextYearIsBusierThanThis() {
    SliId sli = sli("storefront-availability");

    assertThat(total(sli, "2026-06-09T18:00:00Z"))
        .isGreaterThan(4 * total(sli, "2026-06-09T01:00:00Z"));
    assertThat(total(sli, "2027-06-08T18:00:00Z"))
        .isGreaterThan(total(sli, "2026-06-09T18:00:00Z"));
  }

  @Test
  void officesKeepTheClockOfBerlinInSummerAndInWinter() {
    SliId sli = sli("invoicing-availability");

    assertThat(
            SampleShape.OFFICE.millionths(
                minute("2026-07-07T10:00:00Z"), offsets("2026-07-07T10:00:00Z")))
        .isEqualTo(
            SampleShape.OFFICE.millionths(
                minute("2026-07-07T10:00:00Z"), new SampleShape.Offsets(120, 120)));
    assertThat(total(sli, "2026-07-07T07:00:00Z"))
        .isGreaterThan(total(sli, "2026-07-07T05:00:00Z"));
    assertThat(offsets("2026-01-07T10:00:00Z")).isEqualTo(new SampleShape.Offsets(60, 60));
    assertThat(offsets("2026-03-29T10:00:00Z")).isEqualTo(new SampleShape.Offsets(60, 120));
    assertThat(offsets("2026-10-25T10:00:00Z")).isEqualTo(new SampleShape.Offsets(120, 60));
  }

  @Test
  void availabilityAndLatencyOfAServiceCountTheSameRequests() {
    long from = minute("2026-11-02T08:00:00Z");
    List<Long> orders = totals(sli("checkout-availability"), from);

    assertThat(totals(sli("checkout-latency"), from)).isEqualTo(orders);
  }

  @Test
  void theTwoTeamsThatMeasureTheSameSeeTheSame() {
    long from = minute("2026-11-02T08:00:00Z");

    assertThat(slices(sli("storefront-search-latency"), from, from + 1440))
        .isEqualTo(slices(sli("search-latency"), from, from + 1440));
  }

  @Test
  void errorsAddUpToTheShareThatIsExpected() {
    long from = minute("2026-08-01T00:00:00Z");
    long bad = 0;
    long total = 0;
    for (Slice slice : slices(sli("identity-latency"), from, from + 14 * 1440)) {
      bad += slice.bad();
      total += slice.total();
    }

    assertThat(bad * 1e6 / total).isBetween(540.0, 720.0);
  }

  @Test
  void whenTheIndexFailsSearchFailsWithIt() {
    SampleEvents.Event failure =
        SampleEvents.between(
                Instant.parse("2026-09-07T00:00:00Z"), Instant.parse("2026-09-14T00:00:00Z"))
            .stream()
            .filter(event -> event.id().startsWith("vector-index-memory-"))
            .findFirst()
            .orElseThrow();
    long middle = minute(failure.from().plus(Duration.ofMinutes(5)).toString());

    for (String slo : List.of("vector-index-availability", "search-availability")) {
      Slice during = SampleTraffic.slice(sli(slo), middle);
      Slice before = SampleTraffic.slice(sli(slo), middle - 60);
      assertThat(during.bad()).as(slo).isGreaterThan(during.total() / 4);
      assertThat(before.bad()).as(slo).isLessThan(before.total() / 20);
    }
  }

  @Test
  void anyThirtyDaysHoldFourHundredAndThirtyOneBadMinutesOfQuotes() {
    for (String day :
        List.of("2026-01-05T03:00:00Z", "2026-04-02T12:00:00Z", "2027-10-31T02:20:00Z")) {
      long from = minute(day);
      assertThat(
              slices(QUOTES, from, from + 30 * 1440).stream()
                  .filter(SampleTrafficTest::isSlow)
                  .count())
          .as(day)
          .isEqualTo(431);
    }
  }

  @Test
  void aHoleInMonitoringIsUnobservedAndNotBad() {
    SampleEvents.Event upgrade =
        SampleEvents.between(
                Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-09-15T00:00:00Z"))
            .stream()
            .filter(event -> event.id().startsWith("monitoring-upgrade"))
            .findFirst()
            .orElseThrow();
    long from = minute(upgrade.from().toString());
    long until = minute(upgrade.until().toString());

    assertThat(SampleTraffic.slice(sli("payments-latency"), from).isEmpty()).isTrue();
    assertThat(slices(sli("payments-latency"), from, until)).isEmpty();
    assertThat(slices(QUOTES, from, until)).hasSize((int) (until - from));
  }

  @Test
  void theBrokenExporterObservesAQuarterOfEachMinute() {
    Slice broken =
        SampleTraffic.slice(sli("notifications-delivery"), minute("2026-11-23T10:00:00Z"));
    Slice whole =
        SampleTraffic.slice(sli("notifications-delivery"), minute("2026-12-02T10:00:00Z"));

    assertThat(broken.observedSeconds()).isEqualTo(15);
    assertThat(broken.total()).isLessThan(whole.total() / 3);
    assertThat(whole.observedSeconds()).isEqualTo(60);
  }

  @Test
  void anSliOfSomeoneElseIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleTraffic.slice(sli("unheard-of"), 0))
        .withMessageContaining("SLI 'unheard-of/default'");
  }

  private static boolean isSlow(Slice slice) {
    return slice.good() * 10 < slice.total() * 9;
  }

  private static SliId sli(String slo) {
    return new SliId(new SloId(slo), SliId.DEFAULT);
  }

  private static long total(SliId sli, String instant) {
    return SampleTraffic.slice(sli, minute(instant)).total();
  }

  private static List<Long> totals(SliId sli, long from) {
    return slices(sli, from, from + 1440).stream().map(Slice::total).toList();
  }

  private static List<Slice> slices(SliId sli, long from, long until) {
    List<Slice> slices = new ArrayList<>();
    SampleTraffic.history(sli, from, until).forEachRemaining(slices::add);
    return slices;
  }

  private static SampleShape.Offsets offsets(String instant) {
    return SampleShape.Offsets.of(Math.floorDiv(minute(instant), 1440L));
  }

  private static long minute(String instant) {
    return SampleFixture.minute(Instant.parse(instant));
  }
}
