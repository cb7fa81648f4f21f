package dev.parallax.budget;

import java.time.Instant;

/// When the budget will be gone, if the pace of the last tenth of the window (an hour to three
/// days) goes on: failures a second that was measured.
public sealed interface Forecast {
  /// It is gone already.
  ///
  /// @param since from when on it has been gone without a break, as far back as one window: it was
  ///   gone at each whole hour since, each judged by the version in force then
  record Exhausted(Instant since) implements Forecast {}

  /// It will be gone.
  ///
  /// @param at first whole hour with nothing left, to the step of the forecast (1/240 of the window
  ///   in whole hours, at least one)
  record Exhausting(Instant at) implements Forecast {}

  /// It lasts.
  ///
  /// @param until how far the forecast looks: the end of a calendar window, one length ahead for a
  ///   rolling one
  record Lasting(Instant until) implements Forecast {}

  /// Too little was measured to say.
  record Unknown() implements Forecast {}
}
