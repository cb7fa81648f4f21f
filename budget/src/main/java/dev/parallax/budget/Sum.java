package dev.parallax.budget;

/// A tally that is being added up.
final class Sum {
  private long good;
  private long total;
  private long observedSeconds;

  /// @throws ArithmeticException where a count leaves the range of a long
  void add(long moreGood, long moreTotal, long moreSeconds) {
    good = Math.addExact(good, moreGood);
    total = Math.addExact(total, moreTotal);
    observedSeconds += moreSeconds;
  }

  void add(Tally more) {
    add(more.good(), more.total(), more.observedSeconds());
  }

  Tally tally() {
    return new Tally(good, total, observedSeconds);
  }
}
