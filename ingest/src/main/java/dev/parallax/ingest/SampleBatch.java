package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Samples on their way from the one who reads them to the one who counts them, column by column:
/// nothing is made for a single one. Not safe for use by several threads at once.
public final class SampleBatch {
  private SeriesRef[] series;
  private long[] millis;
  private double[] values;
  private int size;

  public SampleBatch(int expected) {
    series = new SeriesRef[expected];
    millis = new long[expected];
    values = new double[expected];
  }

  /// @param epochMillis when it was measured, milliseconds since 1970-01-01T00:00:00Z
  /// @param value as sent, bit by bit; may be NaN or infinite
  public void add(SeriesRef of, long epochMillis, double value) {
    if (size == series.length) {
      int room = Math.max(16, size * 2);
      series = Arrays.copyOf(series, room);
      millis = Arrays.copyOf(millis, room);
      values = Arrays.copyOf(values, room);
    }
    series[size] = of;
    millis[size] = epochMillis;
    values[size++] = value;
  }

  /// Adds all samples of series that were read as texts.
  public static SampleBatch of(List<Series> all, KnownSeries known) {
    SampleBatch batch = new SampleBatch(all.size());
    for (Series each : all) {
      SeriesRef ref = known.of(each.labels());
      for (Sample sample : each.samples()) {
        batch.add(ref, sample.epochMillis(), sample.value());
      }
    }
    return batch;
  }

  public int size() {
    return size;
  }

  public SeriesRef series(int index) {
    return series[index];
  }

  public long epochMillis(int index) {
    return millis[index];
  }

  public double value(int index) {
    return values[index];
  }

  /// Takes back what came last.
  void cutTo(int shorter) {
    Arrays.fill(series, shorter, size, null);
    size = shorter;
  }

  /// The samples as texts and objects, one series for each run of samples of one.
  public List<Series> toSeries() {
    List<Series> all = new ArrayList<>();
    int at = 0;
    while (at < size) {
      Labels labels = series[at].labels();
      List<Sample> samples = new ArrayList<>();
      while (at < size && series[at].labels().equals(labels)) {
        samples.add(new Sample(millis[at], values[at]));
        at++;
      }
      all.add(new Series(labels, samples));
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleBatch batch && toSeries().equals(batch.toSeries());
  }

  @Override
  public int hashCode() {
    return toSeries().hashCode();
  }

  @Override
  public String toString() {
    return toSeries().toString();
  }
}
