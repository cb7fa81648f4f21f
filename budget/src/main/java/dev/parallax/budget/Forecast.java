package dev.parallax.budget;

import java.time.Instant;

/// When the budget will be gone, if the pace of the last tenth of the window (an hour to three
/// days) goes on.
public sealed interface Forecast {
  /// It is gone already.
  ///
  /// @param since from when on it has been gone without a break, as far back as one window
  record Exhausted(Instant since) implements Forecast {}

  /// It will be gone.
  ///
  /// @param at first instant, to the step of the forecast (1/240 of the window, at least an hour),
  ///   with nothing left
  record Exhausting(Instant at) implements Forecast {}

  /// It lasts.
  ///
  /// @param until how far the forecast looks: the end of a calendar window, one length ahead for a
  ///   rolling one
  record Lasting(Instant until) implements Forecast {}

  /// Too little was measured to say.
  record Unknown() implements Forecast {}
}
