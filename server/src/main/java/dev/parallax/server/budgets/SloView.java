package dev.parallax.server.budgets;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An SLO's figures as they are shown: one shape for answers, pages and the command line. Numbers
/// are there to compute with, texts to read; both come from the same statement.
public record SloView(
    String id,
    String service,
    String displayName,
    String description,
    int version,
    String state,
    String stateText,
    String windowText,
    String method,
    List<ObjectiveView> objectives) {
  /// @param targetText `99.9 %`
  /// @param sentence how it stands, in words that can be read aloud
  /// @param goodText share of good, `99.872 %`, or a dash
  public record ObjectiveView(
      String name,
      String displayName,
      BigDecimal target,
      String targetText,
      String sentence,
      String state,
      String stateText,
      WindowView window,
      CountView counted,
      String goodText,
      BudgetView budget,
      CoverageView coverage,
      ForecastView forecast,
      List<BurnView> burnRates) {
    /// The name of this objective's figures in pages: `checkout-latency/agreed`. With a slash and a
    /// figure's name behind it, it marks an element that holds that figure alone.
    public String key(String slo) {
      return slo + "/" + name;
    }
  }

  /// @param countedFrom from when on it counts, or nothing where nothing was measured
  public record WindowView(
      Instant from, Instant until, @Nullable Instant countedFrom, String text) {}

  /// Good, total and bad in the unit of the budgeting method.
  ///
  /// @param unit `event`, `second`, `timeslice of 5 min` …
  public record CountView(
      long good,
      long total,
      long bad,
      String unit,
      String goodText,
      String totalText,
      String badText) {}

  /// @param remaining what is left, nine decimals, or nothing where it is unknown
  /// @param remainingRatio share left, nine decimals, or nothing where it is unknown
  /// @param leftText `−28.6 %`
  /// @param leftTimeText the same as time, `3 h 12 min`
  public record BudgetView(
      BigDecimal total,
      long consumed,
      @Nullable BigDecimal remaining,
      @Nullable BigDecimal remainingRatio,
      String totalText,
      String consumedText,
      String remainingText,
      String leftText,
      String leftTimeText,
      String inTimeText) {}

  public record CoverageView(long observedSeconds, long expectedSeconds, String text) {}

  /// @param kind `exhausted`, `exhausting`, `lasting` or `unknown`
  /// @param at since when, when, or until when
  public record ForecastView(String kind, @Nullable Instant at, String text) {}

  /// @param verdict `firing`, `quiet`, `frozen`, `cannot-fire` or `not-applicable`
  public record BurnView(
      String severity,
      String windowsText,
      String longText,
      String shortText,
      String thresholdText,
      String verdict,
      String verdictText,
      String why) {}

  /// The objective that stands worst stands first.
  public ObjectiveView worst() {
    return objectives.getFirst();
  }
}
