package dev.parallax.server.sample;

import dev.parallax.budget.Slice;
import dev.parallax.server.sample.SampleEvents.Kind;
import dev.parallax.server.sample.SampleRule.Effect;
import dev.parallax.server.sample.SampleRule.Rhythm;
import dev.parallax.server.sample.SampleRule.What;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All that happens at the sample organisation.
///
/// Rhythms and effects are chosen so that on any day the same services stand where the story wants
/// them: search and checkout out of budget, shipping's quotes at risk, notifications unknown, the
/// rest on pace. Shares of a budget are written beside what burns them.
final class SampleCalendar {
  private static final int DAY = 1440;

  /// Seconds 0 to 14: one scrape of four.
  private static final long QUARTER_OF_A_MINUTE = (1L << 15) - 1;

  private static final List<SampleRule> RULES =
      Stream.of(search(), checkout(), purchase(), fulfilment(), shop(), planned(), releases())
          .flatMap(List::stream)
          .toList();
  private static final Map<String, List<Touch>> BY_SERIES = bySeries();

  private SampleCalendar() {}

  /// A rule and what it does to one series.
  record Touch(SampleRule rule, Effect effect) {}

  static List<SampleRule> rules() {
    return RULES;
  }

  static List<Touch> touching(String series) {
    return BY_SERIES.getOrDefault(series, List.of());
  }

  /// The index runs out of memory each week and takes search along: 3 % of the index's budget, a
  /// third of the budget of search, which promised more than what it stands on.
  private static List<SampleRule> search() {
    Rhythm wednesdays = weekly(1, 0, DayOfWeek.WEDNESDAY, 10, 20).lasting(24, 90);
    String cause = "vector-index ran out of memory";
    return List.of(
        rule(
            incident(
                "vector-index-memory",
                "Vector index out of memory",
                "vector-index",
                "an entry without a limit of size"),
            wednesdays,
            bad("vector-index-availability", 400_000),
            bad("search-availability", 400_000),
            bad("search-latency", 15_000),
            bad("recommendations-availability", 100_000),
            bad("recommendations-personalised", 300_000),
            bad("storefront-availability", 8_000)),
        rule(dependency("vector-index-memory/search", "Search fails", "search", cause), wednesdays),
        rule(
            dependency(
                "vector-index-memory/recommendations",
                "Advice is not personal",
                "recommendations",
                cause),
            wednesdays),
        rule(
            incident(
                "search-timeout",
                "Search timeout",
                "search",
                "a query that nobody had tested with so many goods"),
            weekly(2, 1, DayOfWeek.FRIDAY, 13, 0).lasting(18, 60),
            bad("search-availability", 200_000),
            bad("search-latency", 100_000)));
  }

  /// Every other Tuesday a release fails (half of a month's budget); in the weeks between, the
  /// payment provider is slow (a fifth).
  private static List<SampleRule> checkout() {
    Rhythm thursdays = weekly(2, 1, DayOfWeek.THURSDAY, 15, 10).lasting(25, 30);
    return List.of(
        rule(
            incident(
                "checkout-bad-release",
                "Orders fail after release %s",
                "checkout",
                "the release of that morning; rolled back"),
            weekly(2, 0, DayOfWeek.TUESDAY, 9, 40).lasting(55, 5),
            bad("checkout-availability", 350_000),
            bad("checkout-latency", 20_000)),
        rule(
            incident(
                "payment-provider-slow",
                "Payment provider is slow",
                "payments",
                "maintenance at the provider, not announced"),
            thursdays,
            bad("payments-availability", 15_000),
            bad("payments-latency", 60_000),
            bad("checkout-availability", 300_000),
            bad("invoicing-punctuality", 20_000)),
        rule(
            dependency(
                "payment-provider-slow/checkout",
                "Orders time out",
                "checkout",
                "payments waits for its provider"),
            thursdays));
  }

  private static List<SampleRule> purchase() {
    return List.of(
        rule(
            incident(
                "identity-cold-cache",
                "Sign-in slow after restart",
                "identity",
                "the cache of tokens starts empty"),
            weekly(2, 0, DayOfWeek.MONDAY, 7, 30).lasting(10, 20),
            bad("identity-availability", 10_000),
            bad("identity-latency", 40_000)),
        rule(
            incident(
                "invoicing-stuck",
                "Invoices wait",
                "invoicing",
                "a lock held by the export of the night"),
            weekly(3, 1, DayOfWeek.MONDAY, 10, 0).lasting(14, 60),
            bad("invoicing-availability", 12_000),
            bad("invoicing-punctuality", 250_000)));
  }

  private static List<SampleRule> fulfilment() {
    long exporterBroke = LocalDate.of(2026, 11, 9).toEpochDay() * DAY + 7 * 60 + 12;
    return List.of(
        // Ten of these fall into any thirty days and take 431 of 432 minutes: nearly all, never
        // all.
        rule(
            planned(
                "stock-reconciliation",
                "Stock reconciliation",
                "shipping",
                "the count of the warehouse locks the tables that quotes are read from"),
            new Rhythm(2 * 60, 3 * DAY, 43, 0),
            bad("shipping-quotes", 300_000)),
        rule(
            planned(
                "stock-reconciliation-late",
                "Stock reconciliation takes longer",
                "shipping",
                "the count of the warehouse at the end of a period"),
            new Rhythm(2 * 60 + 43, 30 * DAY, 1, 0),
            bad("shipping-quotes", 300_000)),
        rule(
            incident(
                "carrier-portal-down",
                "Carrier portal is down",
                "shipping",
                "the carrier's certificate ran out"),
            weekly(2, 0, DayOfWeek.FRIDAY, 8, 0).lasting(30, 40),
            bad("shipping-availability", 60_000)),
        rule(
            incident(
                "notifications-exporter",
                "Exporter of notifications answers one scrape of four",
                "notifications",
                "the exporter restarts each minute; its limit of memory is too low"),
            new Rhythm(exporterBroke, 28 * DAY, 20 * DAY, 0),
            new Effect("notifications-delivery", 0, 100, QUARTER_OF_A_MINUTE)));
  }

  private static List<SampleRule> shop() {
    return List.of(
        rule(
            incident(
                "storefront-images",
                "Pictures missing after release %s",
                "storefront",
                "the release of that morning pointed at the old bucket"),
            weekly(4, 1, DayOfWeek.TUESDAY, 9, 50).lasting(16, 10),
            bad("storefront-availability", 60_000),
            bad("storefront-latency", 40_000)),
        rule(
            incident(
                "catalogue-prices", "Prices of yesterday", "catalogue", "the import ran twice"),
            weekly(3, 0, DayOfWeek.THURSDAY, 6, 0).lasting(12, 90),
            bad("catalogue-availability", 30_000),
            bad("catalogue-latency", 60_000)));
  }

  private static List<SampleRule> planned() {
    List<SampleRule> rules = new ArrayList<>();
    rules.add(
        rule(
            planned("index-rebuild", "Index rebuild", "vector-index", "rebuilt each Sunday"),
            weekly(1, 0, DayOfWeek.SUNDAY, 1, 0).lasting(60, 0),
            bad("vector-index-freshness", 1_000_000)));
    rules.add(
        rule(
            planned(
                "index-rebuild-late",
                "Index rebuild takes longer",
                "vector-index",
                "rebuilt each Sunday"),
            weekly(1, 0, DayOfWeek.SUNDAY, 1, 50).lasting(10, 0),
            bad("vector-index-staleness", 1_000_000)));
    rules.add(
        rule(
            planned(
                "load-test",
                "Load test",
                "storefront",
                "two and a half times the traffic of an evening"),
            weekly(4, 2, DayOfWeek.WEDNESDAY, 19, 0).lasting(60, 0),
            load("storefront-availability", 300),
            load("storefront-latency", 15_000),
            load("search-availability", 300),
            load("search-latency", 5_000),
            load("catalogue-availability", 40),
            load("catalogue-latency", 2_000)));
    rules.add(monitoringUpgrade());
    return rules;
  }

  /// A hole in everything but the quotes, which another Prometheus watches.
  private static SampleRule monitoringUpgrade() {
    Effect[] holes =
        SampleSeries.all().stream()
            .map(SampleSeries::name)
            .filter(name -> !name.equals("shipping-quotes"))
            .map(name -> new Effect(name, 0, 100, 0))
            .toArray(Effect[]::new);
    return rule(
        planned(
            "monitoring-upgrade",
            "Upgrade of Prometheus",
            "identity",
            "nothing is measured meanwhile"),
        weekly(2, 1, DayOfWeek.SUNDAY, 5, 0).lasting(25, 45),
        holes);
  }

  private static List<SampleRule> releases() {
    List<SampleRule> rules = new ArrayList<>();
    for (String service : List.of("checkout", "storefront", "catalogue", "payments", "shipping")) {
      rules.add(release(service, DayOfWeek.TUESDAY));
    }
    for (String service :
        List.of("search", "recommendations", "identity", "notifications", "invoicing")) {
      rules.add(release(service, DayOfWeek.THURSDAY));
    }
    return rules;
  }

  private static SampleRule release(String service, DayOfWeek day) {
    return rule(
        new What("release-" + service, Kind.RELEASE, "Release %s", service, "what was ready"),
        weekly(1, 0, day, 9, 30).lasting(15, 0));
  }

  private static Rhythm weekly(int weeks, int phase, DayOfWeek day, int hour, int minute) {
    return Rhythm.weekly(weeks, phase, day, hour * 60 + minute);
  }

  private static Effect bad(String series, int millionths) {
    return new Effect(series, millionths, 100, Slice.WHOLE_MINUTE);
  }

  private static Effect load(String series, int millionths) {
    return new Effect(series, millionths, 250, Slice.WHOLE_MINUTE);
  }

  private static What incident(String id, String title, String service, String cause) {
    return new What(id, Kind.INCIDENT, title, service, cause);
  }

  private static What dependency(String id, String title, String service, String cause) {
    return new What(id, Kind.DEPENDENCY, title, service, cause);
  }

  private static What planned(String id, String title, String service, String cause) {
    return new What(id, Kind.PLANNED, title, service, cause);
  }

  private static SampleRule rule(What what, Rhythm rhythm, Effect... effects) {
    return new SampleRule(what, rhythm, List.of(effects));
  }

  private static Map<String, List<Touch>> bySeries() {
    Map<String, List<Touch>> bySeries = new HashMap<>();
    for (SampleRule rule : RULES) {
      for (Effect effect : rule.effects()) {
        bySeries
            .computeIfAbsent(effect.series(), _ -> new ArrayList<>())
            .add(new Touch(rule, effect));
      }
    }
    return bySeries;
  }
}
