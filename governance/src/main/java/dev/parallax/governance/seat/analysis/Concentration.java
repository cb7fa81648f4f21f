package dev.parallax.governance.seat.analysis;

import java.util.Arrays;
import java.util.Collection;

/// How unevenly things lie with their holders. All shares of 1.
///
/// @param holders how many hold at least one
/// @param total how many things there are
/// @param largestShare of the one who holds most
/// @param gini 0 where all hold the same, towards 1 where one holds all; among those who hold
///   anything
/// @param hhi the Herfindahl–Hirschman index: the sum of the squared shares, 1 where one holds all
public record Concentration(int holders, long total, double largestShare, double gini, double hhi) {
  /// Of what each holder has; those who have nothing do not count.
  public static Concentration of(Collection<? extends Number> each) {
    long[] counts =
        each.stream().mapToLong(Number::longValue).filter(count -> count > 0).sorted().toArray();
    long total = Arrays.stream(counts).sum();
    if (total == 0) {
      return new Concentration(0, 0, 0, 0, 0);
    }
    int n = counts.length;
    double ranked = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      ranked += (i + 1.0) * counts[i];
      squares += Math.pow((double) counts[i] / total, 2);
    }
    return new Concentration(
        n,
        total,
        (double) counts[n - 1] / total,
        2 * ranked / (n * (double) total) - (n + 1.0) / n,
        squares);
  }
}
