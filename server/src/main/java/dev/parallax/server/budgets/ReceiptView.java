package dev.parallax.server.budgets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The way from a figure back to what it was added up from.
///
/// @param slices how many minutes hold a measurement
/// @param unobservedText time since `countedFrom` that was not measured
/// @param excludedMinutes minutes taken out by adjustments
/// @param feed how it is measured, in a sentence
/// @param queries what is asked, by role
/// @param versions the wordings of the definition that judge this window
public record ReceiptView(
    String slo,
    String objective,
    SloView.ObjectiveView figures,
    long slices,
    String slicesText,
    String unobservedText,
    long excludedMinutes,
    String excludedText,
    List<AdjustmentLine> adjustments,
    List<VersionLine> versions,
    String feed,
    Map<String, String> queries,
    List<Finding> findings) {
  /// An entry of the ledger beside the slices.
  public record AdjustmentLine(
      String id, String kind, String author, String reason, Instant recordedAt, String text) {}

  /// @param sinceText since when it is in force
  public record VersionLine(int number, Instant since, String sinceText, String targetText) {}

  /// Something seen in the samples since the program started.
  public record Finding(String name, long count) {}
}
