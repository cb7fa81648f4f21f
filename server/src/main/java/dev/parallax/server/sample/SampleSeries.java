package dev.parallax.server.sample;

import static dev.parallax.server.sample.SampleShape.OFFICE;
import static dev.parallax.server.sample.SampleShape.SHOPPING;
import static dev.parallax.server.sample.SampleShape.STEADY;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One thing that is measured at the sample organisation, on an ordinary day.
///
/// @param name by which [SampleRule]s know it; SLIs that measure the very same share one
/// @param service whose traffic it is: series of one service have the same totals
/// @param perMinute events in an average minute at the start of 2026
/// @param badMillionths share of bad on an ordinary day
/// @param slis the SLIs that it is measured for
record SampleSeries(
    String name,
    String service,
    SampleShape shape,
    int perMinute,
    int badMillionths,
    List<SliId> slis) {
  private static final List<SampleSeries> ALL =
      List.of(
          of("storefront-availability", "storefront", SHOPPING, 900, 700),
          of("storefront-latency", "storefront", SHOPPING, 900, 11_000),
          of("search-availability", "search", SHOPPING, 400, 150),
          new SampleSeries(
              "search-latency",
              "search",
              SHOPPING,
              400,
              5200,
              List.of(sli("search-latency"), sli("storefront-search-latency"))),
          of("catalogue-availability", "catalogue", SHOPPING, 1200, 75),
          of("catalogue-latency", "catalogue", SHOPPING, 1200, 3400),
          of("recommendations-availability", "recommendations", SHOPPING, 500, 5500),
          of("recommendations-personalised", "recommendations", SHOPPING, 500, 60_000),
          of("vector-index-availability", "vector-index", SHOPPING, 600, 1200),
          of("vector-index-freshness", "vector-index", STEADY, 4, 2000),
          new SampleSeries(
              "vector-index-staleness",
              "vector-index",
              STEADY,
              4,
              300,
              List.of(new SliId(new SloId("vector-index-freshness"), "within-1-hour"))),
          of("checkout-availability", "checkout", SHOPPING, 80, 150),
          of("checkout-latency", "checkout", SHOPPING, 80, 4200),
          of("payments-availability", "payments", SHOPPING, 70, 60),
          of("payments-latency", "payments", SHOPPING, 70, 7500),
          of("identity-availability", "identity", SHOPPING, 600, 15),
          of("identity-latency", "identity", SHOPPING, 600, 600),
          of("invoicing-availability", "invoicing", OFFICE, 40, 700),
          of("invoicing-punctuality", "invoicing-orders", SHOPPING, 60, 8500),
          of("shipping-availability", "shipping", OFFICE, 60, 1700),
          of("shipping-quotes", "shipping-quotes", SHOPPING, 120, 1000),
          of("notifications-delivery", "notifications", SHOPPING, 200, 400));

  private static final Map<SliId, SampleSeries> BY_SLI = bySli();

  SampleSeries {
    slis = List.copyOf(slis);
  }

  static List<SampleSeries> all() {
    return ALL;
  }

  /// Each SLI of the sample organisation with what it measures, by id.
  static Map<SliId, SampleSeries> measured() {
    return BY_SLI;
  }

  private static SampleSeries of(
      String name, String service, SampleShape shape, int perMinute, int badMillionths) {
    return new SampleSeries(name, service, shape, perMinute, badMillionths, List.of(sli(name)));
  }

  private static SliId sli(String slo) {
    return new SliId(new SloId(slo), SliId.DEFAULT);
  }

  private static Map<SliId, SampleSeries> bySli() {
    Map<SliId, SampleSeries> bySli = new TreeMap<>();
    ALL.forEach(series -> series.slis().forEach(sli -> bySli.put(sli, series)));
    return Collections.unmodifiableMap(bySli);
  }
}
