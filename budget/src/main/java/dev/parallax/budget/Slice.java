package dev.parallax.budget;

/// One minute of one SLI: the smallest thing that the ledger knows. Integers only.
///
/// Merging adds the counts and joins the observed seconds, so slices may be split, repeated per
/// second and merged in any order. A slice may hold negative counts when it is a correction on its
/// way into the ledger.
///
/// @param minute minutes since 1970-01-01T00:00Z
/// @param good events (or seconds, or billionths of a sample: see [Sli#unit]) that were good
/// @param total all of them; 0 in a minute without traffic
/// @param observed which seconds of the minute were observed: bit s stands for second s, 0–59
public record Slice(long minute, long good, long total, long observed) {
  /// All sixty seconds observed.
  public static final long WHOLE_MINUTE = (1L << 60) - 1;

  public Slice {
    if ((observed & ~WHOLE_MINUTE) != 0) {
      throw new IllegalArgumentException(
          "observed %x: expected a bit for each of the seconds 0 to 59 of a minute. Clear the upper four bits."
              .formatted(observed));
    }
  }

  /// Seconds of the minute that were observed, 0–60.
  public int observedSeconds() {
    return Long.bitCount(observed);
  }

  public long bad() {
    return total - good;
  }

  public boolean isEmpty() {
    return good == 0 && total == 0 && observed == 0;
  }

  public Slice merge(Slice other) {
    if (other.minute != minute) {
      throw new IllegalArgumentException(
          "minute %d merged into minute %d: only slices of the same minute merge. Merge by minute."
              .formatted(other.minute, minute));
    }
    return new Slice(
        minute,
        Math.addExact(good, other.good),
        Math.addExact(total, other.total),
        observed | other.observed);
  }
}
