package dev.parallax.governance.raci;

import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Somebody accepts a finding for a while. The finding is shown all the same, as waived, until the
/// waiver lapses.
///
/// @param rule such as `RL-10`
/// @param place what is left out of it stands for anything
/// @param owner who accepts it
/// @param reason a sentence
/// @param until the first instant at which it no longer counts
public record Waiver(String rule, Spot place, String owner, String reason, Instant until) {
  /// A finding, and the waiver that covers it.
  ///
  /// @param waiver null where none covers it; of several the one that lasts longest
  /// @param waived whether the waiver counts still; else it has lapsed
  public record Judged(Finding finding, @Nullable Waiver waiver, boolean waived) {
    /// Whether it counts as a finding of that severity.
    public boolean counts(Severity severity) {
      return !waived && finding.severity() == severity;
    }
  }

  /// The findings as they stand at an instant: those that count first, each in its order.
  public static List<Judged> judged(List<Finding> findings, List<Waiver> waivers, Instant at) {
    return findings.stream()
        .map(
            finding ->
                waivers.stream()
                    .filter(waiver -> waiver.covers(finding))
                    .max(Comparator.comparing(Waiver::until))
                    .map(waiver -> new Judged(finding, waiver, waiver.until().isAfter(at)))
                    .orElseGet(() -> new Judged(finding, null, false)))
        .sorted(Comparator.comparing(Judged::waived))
        .toList();
  }

  /// Whether it speaks of that finding.
  public boolean covers(Finding finding) {
    return rule.equals(finding.rule())
        && fits(place.service(), finding.place().service())
        && fits(place.activity(), finding.place().activity())
        && fits(place.column(), finding.place().column());
  }

  private static boolean fits(@Nullable String wanted, @Nullable String found) {
    return wanted == null || Objects.equals(wanted, found);
  }
}
