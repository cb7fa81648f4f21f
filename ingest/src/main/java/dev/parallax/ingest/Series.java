package dev.parallax.ingest;

import java.util.List;

/// Samples of one series, in the order in which they came.
public record Series(Labels labels, List<Sample> samples) {
  public Series {
    samples = List.copyOf(samples);
  }
}
