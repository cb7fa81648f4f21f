package dev.parallax.benchmarks.compare;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Services that are scraped: each has a hundred counters of requests, five answers from twenty
/// targets, with ten labels a series. Every scrape of a batch of series is one request of remote
/// write 1.0.
final class Fleet {
  static final int SERIES_A_SERVICE = 100;
  static final int STEP_MILLIS = 15_000;
  private static final String[] CODES = {"200", "404", "429", "500", "503"};
  private static final int[] REQUESTS_A_STEP = {900, 20, 4, 2, 1};
  private static final int VALUE_BYTES = 8;

  private final int services;
  private final List<Batch> batches = new ArrayList<>();

  /// Series that are sent together.
  ///
  /// @param message a request for them, with empty values and times
  /// @param valueAt where the value of each series stands; its time stands behind it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Batch(int first, byte[] message, int[] valueAt) {
    int size() {
      return valueAt.length;
    }
  }

  Fleet(int series, int seriesARequest) {
    this.services = Math.ceilDiv(series, SERIES_A_SERVICE);
    for (int first = 0; first < series; first += seriesARequest) {
      batches.add(batch(first, Math.min(series, first + seriesARequest)));
    }
  }

  List<Batch> batches() {
    return batches;
  }

  int services() {
    return services;
  }

  static String service(int index) {
    return "service-%05d".formatted(index);
  }

  /// The value of a counter after so many steps.
  static double value(int series, long step) {
    long more = REQUESTS_A_STEP[series % CODES.length];
    return (double)
        (step * more + Math.floorMod((series * 31L + step) * 0x9E3779B97F4A7C15L, more));
  }

  /// Whether this series counts failures.
  static boolean isBad(int series) {
    return series % CODES.length >= 3;
  }

  /// The request of a batch at a step, compressed.
  static byte[] request(Batch batch, long step, long epochMillis) {
    byte[] message = batch.message().clone();
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < batch.size(); i++) {
      int at = batch.valueAt()[i];
      bytes.putDouble(at, value(batch.first() + i, step));
      putVarint(message, at + VALUE_BYTES + 1, epochMillis);
    }
    SnappyCompressor snappy = new SnappyJavaCompressor();
    byte[] out = new byte[snappy.maxCompressedLength(message.length)];
    return Arrays.copyOf(out, snappy.compress(message, 0, message.length, out, 0, out.length));
  }

  /// An SLO for each service, counting all of its series.
  String definitions() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < services; i++) {
      text.append(
          """
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: %1$s}
          spec:
            service: %1$s
            indicator:
              metadata: {name: requests}
              spec:
                ratioMetric:
                  counter: true
                  bad: {metricSource: {type: Prometheus, spec: {query: 'http_requests_total{job="%1$s",code=~"5.."}'}}}
                  total: {metricSource: {type: Prometheus, spec: {query: 'http_requests_total{job="%1$s"}'}}}
            timeWindow: [{duration: 30d, isRolling: true}]
            budgetingMethod: Occurrences
            objectives: [{displayName: answered, target: 0.99}]
          ---
          """
              .formatted(service(i)));
    }
    return text.toString();
  }

  private static Batch batch(int first, int end) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int[] valueAt = new int[end - first];
    for (int i = first; i < end; i++) {
      byte[] labels = labels(i);
      int length = labels.length + 2 + 1 + VALUE_BYTES + 1 + 6;
      message.write(0x0a);
      varint(message, length);
      message.writeBytes(labels);
      message.writeBytes(new byte[] {0x12, 1 + VALUE_BYTES + 1 + 6, 0x09});
      valueAt[i - first] = message.size();
      message.writeBytes(new byte[VALUE_BYTES]);
      message.writeBytes(new byte[] {0x10, 0, 0, 0, 0, 0, 0});
    }
    return new Batch(first, message.toByteArray(), valueAt);
  }

  private static byte[] labels(int series) {
    String service = service(series / SERIES_A_SERVICE);
    int target = series % SERIES_A_SERVICE / CODES.length;
    String pod = "%s-%08x-%05d".formatted(service, service.hashCode(), target);
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    label(labels, "__name__", "http_requests_total");
    label(labels, "cluster", "production-europe-1");
    label(labels, "code", CODES[series % CODES.length]);
    label(labels, "handler", "/api/v1/orders/:id");
    label(
        labels,
        "instance",
        "10.%d.%d.%d:8080".formatted(series >> 16 & 255, series >> 8 & 255, target));
    label(labels, "job", service);
    label(labels, "method", "GET");
    label(labels, "namespace", "shop");
    label(labels, "pod", pod);
    label(labels, "service", service);
    return labels.toByteArray();
  }

  private static void label(ByteArrayOutputStream into, String name, String value) {
    byte[] n = name.getBytes(StandardCharsets.UTF_8);
    byte[] v = value.getBytes(StandardCharsets.UTF_8);
    into.write(0x0a);
    varint(into, 4 + n.length + v.length);
    into.write(0x0a);
    into.write(n.length);
    into.writeBytes(n);
    into.write(0x12);
    into.write(v.length);
    into.writeBytes(v);
  }

  private static void varint(ByteArrayOutputStream into, long value) {
    long rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      into.write((int) ((rest & 0x7f) | 0x80));
    }
    into.write((int) rest);
  }

  /// A time takes six bytes until the year 2109.
  private static void putVarint(byte[] into, int at, long value) {
    long rest = value;
    for (int i = 0; i < 6; i++) {
      into[at + i] = (byte) ((rest & 0x7f) | (i < 5 ? 0x80 : 0));
      rest >>>= 7;
    }
  }
}
