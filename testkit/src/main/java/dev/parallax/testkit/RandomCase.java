package dev.parallax.testkit;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Query;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.budget.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An SLO with its versions, what was measured, what was adjusted, and an instant to judge it at.
///
/// @param slices by indicator
/// @param asOf an instant near the newest slices
public record RandomCase(
    SloHistory history,
    Map<SliId, List<Slice>> slices,
    List<Adjustment> adjustments,
    Instant asOf) {
  /// The SLO of every random case.
  public static final SloId SLO = new SloId("checkout-availability");

  /// Its shared indicator.
  public static final SliId SLI = new SliId(SLO, SliId.DEFAULT);

  /// Lengths of timeslices, in minutes.
  public static final List<Integer> TIMESLICE_MINUTES = List.of(1, 5, 15, 60, 120, 1440);

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/Sao_Paulo",
          "Asia/Kathmandu",
          "Pacific/Apia");
  private static final List<Period> PERIODS =
      List.of(
          Period.ofDays(1),
          Period.ofWeeks(1),
          Period.ofDays(28),
          Period.ofMonths(1),
          Period.ofMonths(3));
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofMinutes(7919));
  private static final List<String> TARGETS =
      List.of("0", "0.5", "0.9", "0.93", "0.95", "0.99", "0.999", "0.99999");

  /// A case of few days to a few weeks somewhere between 2009 and 2031, often around a clock
  /// change.
  public static RandomCase next(RandomGenerator random) {
    LocalDate day = LocalDate.of(2009, 1, 1).plusDays(random.nextInt(8000));
    if (random.nextBoolean()) {
      day =
          pick(
              random,
              List.of(
                  LocalDate.of(2011, 12, 30),
                  LocalDate.of(2018, 11, 4),
                  LocalDate.of(2024, 2, 29),
                  LocalDate.of(2024, 3, 31),
                  LocalDate.of(2024, 11, 3)));
    }
    long asOf = day.toEpochDay() * 1440 + random.nextInt(3000);
    long length = 60L + random.nextInt(random.nextBoolean() ? 3000 : 30 * 1440);
    List<Slice> slices = RandomSlices.between(random, asOf - length, asOf + random.nextInt(90));
    if (random.nextInt(4) == 0) {
      long longAgo = asOf - 1440L * 365 * (1 + random.nextInt(8));
      slices.addAll(RandomSlices.between(random, longAgo, longAgo + random.nextInt(200)));
    }
    List<SloHistory.Version> versions = versions(random, asOf, length);
    return new RandomCase(
        new SloHistory(versions),
        Map.of(SLI, List.copyOf(slices)),
        adjustments(random, asOf, length),
        Instant.ofEpochSecond(asOf * 60 + random.nextInt(60)));
  }

  private static List<SloHistory.Version> versions(RandomGenerator random, long asOf, long length) {
    List<SloHistory.Version> versions = new ArrayList<>();
    BudgetingMethod method = pick(random, List.of(BudgetingMethod.values()));
    int minutes = pick(random, TIMESLICE_MINUTES);
    TimeWindow window = window(random);
    long since = asOf - length;
    int count = 1 + random.nextInt(4);
    for (int number = 1; number <= count; number++) {
      versions.add(
          new SloHistory.Version(
              number,
              slo(window, method, objectives(random, method, minutes)),
              Instant.ofEpochSecond(since * 60)));
      since += random.nextInt((int) (length * 2 / count));
      if (random.nextInt(3) == 0) {
        method = pick(random, List.of(BudgetingMethod.values()));
      }
      if (random.nextInt(4) == 0) {
        minutes = pick(random, TIMESLICE_MINUTES);
      }
      if (random.nextInt(3) == 0) {
        window = window(random);
      }
    }
    return versions;
  }

  private static List<Objective> objectives(
      RandomGenerator random, BudgetingMethod method, int minutes) {
    List<Objective> objectives = new ArrayList<>();
    String share = random.nextInt(6) == 0 ? "0.50" : "0.95";
    for (String name : random.nextInt(5) == 0 ? List.of("strict") : List.of("strict", "loose")) {
      Objective.@Nullable Timeslice timeslice =
          method == BudgetingMethod.OCCURRENCES
              ? null
              : new Objective.Timeslice(Duration.ofMinutes(minutes), new BigDecimal(share));
      objectives.add(
          new Objective(name, name, new BigDecimal(pick(random, TARGETS)), SLI, timeslice));
    }
    return objectives;
  }

  /// An SLO of the shared names.
  public static Slo slo(TimeWindow window, BudgetingMethod method, List<Objective> objectives) {
    Sli sli = new Sli.Ratio(Sli.Part.GOOD, Query.promQl("good"), Query.promQl("all"), true);
    return new Slo(
        SLO,
        new ServiceId("checkout"),
        "Checkout answers",
        "",
        window,
        method,
        Map.of(SLI, sli),
        objectives);
  }

  /// A rolling or calendar window of any of the kinds that are tried.
  public static TimeWindow window(RandomGenerator random) {
    if (random.nextBoolean()) {
      return new TimeWindow.Rolling(pick(random, LENGTHS));
    }
    LocalDateTime anchor =
        LocalDate.of(2020, 1 + random.nextInt(12), 1 + random.nextInt(31) % 28)
            .plusDays(random.nextInt(4))
            .atTime(random.nextInt(3) == 0 ? LocalTime.of(random.nextInt(24), 30) : LocalTime.MIN);
    return new TimeWindow.Calendar(pick(random, PERIODS), ZoneId.of(pick(random, ZONES)), anchor);
  }

  private static List<Adjustment> adjustments(RandomGenerator random, long asOf, long length) {
    List<Adjustment> adjustments = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      Adjustment.Entry entry = entry("a" + i);
      long minute = asOf - random.nextLong(length + 60);
      adjustments.add(
          switch (random.nextInt(i == 0 ? 2 : 4)) {
            case 0 -> new Adjustment.Exclusion(entry, minute, minute + 1 + random.nextInt(400));
            case 1 ->
                new Adjustment.Correction(
                    entry, SLI, minute, random.nextInt(100) - 50, random.nextInt(120) - 50);
            default -> new Adjustment.Reversal(entry, "a" + random.nextInt(i));
          });
    }
    return List.copyOf(adjustments);
  }

  /// An entry of an adjustment of the shared SLO.
  public static Adjustment.Entry entry(String id) {
    return new Adjustment.Entry(
        id,
        SLO,
        "ada",
        "a reason",
        null,
        LocalDateTime.of(2026, 1, 1, 0, 0).toInstant(ZoneOffset.UTC));
  }

  /// Enters everything.
  public void feed(BudgetLedger ledger) {
    slices.forEach(ledger::addAll);
    adjustments.forEach(ledger::adjust);
  }

  /// One of them.
  static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
