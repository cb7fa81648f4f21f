package dev.parallax.server.decisions;

import dev.parallax.server.budgets.SloView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A proposed change of SLOs as it is shown.
///
/// @param statement the statement that the effect is read from
/// @param registeredAt null as long as it is not
/// @param stale whether what it would change was changed since
public record SloChangeView(
    String statement,
    List<EffectBody> slos,
    List<DocumentBody> documents,
    @Nullable Instant registeredAt,
    boolean stale) {
  /// An SLO before and after.
  ///
  /// @param lines what differs, in plain words
  /// @param now how it stands
  /// @param then how it would stand, had the new wording been in force all the time; null where
  ///   that cannot be said
  /// @param note why it cannot be said; empty where it can
  public record EffectBody(
      String id,
      String title,
      List<SloDiff.Line> lines,
      @Nullable SloView now,
      @Nullable SloView then,
      String note) {}

  /// A document line by line.
  public record DocumentBody(String kind, String name, List<LineBody> lines) {}

  /// @param mark `+`, `-`, or a space where nothing changes
  public record LineBody(String mark, String text) {}
}
