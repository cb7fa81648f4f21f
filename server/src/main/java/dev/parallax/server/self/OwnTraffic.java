package dev.parallax.server.self;

import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counters of this process's HTTP traffic, named and labelled as its `/metrics` names them.
@Singleton
final class OwnTraffic {
  static final String JOB = "parallax-self";
  private static final String METER = "http.server.requests";
  private static final double QUICK_SECONDS = 1.0;

  private final MeterRegistry meters;

  OwnTraffic(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Lets the meter count answers within the objective's second.
  @Produces
  @Singleton
  static MeterFilter buckets() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        if (!id.getName().equals(METER)) {
          return config;
        }
        double nanos = QUICK_SECONDS * Duration.ofSeconds(1).toNanos();
        return DistributionStatisticConfig.builder()
            .serviceLevelObjectives(nanos)
            .build()
            .merge(config);
      }
    };
  }

  /// All counters at one instant.
  List<Series> at(long epochMillis) {
    List<Series> series = new ArrayList<>();
    for (Timer timer : meters.find(METER).timers()) {
      Map<String, String> labels = labels(timer);
      series.add(
          one(labels, "http_server_requests_seconds_count", epochMillis, (double) timer.count()));
      for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
        Map<String, String> withBound = new TreeMap<>(labels);
        withBound.put(
            "le", String.valueOf(bucket.bucket() / (double) Duration.ofSeconds(1).toNanos()));
        series.add(
            one(withBound, "http_server_requests_seconds_bucket", epochMillis, bucket.count()));
      }
    }
    return series;
  }

  private static Map<String, String> labels(Timer timer) {
    Map<String, String> labels = new TreeMap<>();
    for (Tag tag : timer.getId().getTags()) {
      labels.put(tag.getKey(), tag.getValue());
    }
    labels.put("job", JOB);
    labels.put("instance", "self");
    return labels;
  }

  private static Series one(
      Map<String, String> labels, String name, long epochMillis, double value) {
    Map<String, String> named = new TreeMap<>(labels);
    named.put(Labels.NAME, name);
    return new Series(Labels.of(named), List.of(new Sample(epochMillis, value)));
  }
}
