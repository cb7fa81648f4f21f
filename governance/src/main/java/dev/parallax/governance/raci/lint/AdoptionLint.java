package dev.parallax.governance.raci.lint;

import static dev.parallax.governance.raci.Finding.note;

import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Drift.Difference;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Spot;
import java.util.List;
import java.util.stream.Stream;

/// Says where an adoption leaves its template without anybody's agreement (RL-22).
public final class AdoptionLint {
  private static final String RULE = "RL-22";

  private AdoptionLint() {}

  /// What is found in an adoption, from the top of its deviations.
  public static List<Finding> check(Drift drift) {
    return RaciLint.sorted(
        Stream.concat(
            drift.differences().stream().flatMap(AdoptionLint::deviation), behind(drift)));
  }

  private static Stream<Finding> deviation(Difference each) {
    Spot place = new Spot(each.activity(), each.column());
    return switch (each.kind()) {
      case DEVIATES ->
          each.approvedBy() == null
              ? Stream.of(
                  note(
                      RULE,
                      place,
                      "'%s' stands here in place of the template's '%s', and nobody agreed to it."
                          .formatted(each.now(), each.was()),
                      "Let whoever answers for the matrix agree (approvedBy), or follow the template."))
              : Stream.of();
      case SAME ->
          Stream.of(
              note(
                  RULE,
                  place,
                  "The template has '%s' as well, so nothing deviates.".formatted(each.now()),
                  "Remove the deviation."));
      case NOWHERE ->
          Stream.of(
              note(
                  RULE,
                  place,
                  "The template has no such cell, so the deviation changes nothing.",
                  "Correct its activity or column, or remove it."));
      case CHANGED_SINCE, ADDED_SINCE, REMOVED_SINCE -> Stream.of();
    };
  }

  private static Stream<Finding> behind(Drift drift) {
    return drift.isBehind()
        ? Stream.of(
            note(
                RULE,
                new Spot(null, null),
                "Version %s is adopted, version %s of the template is the newest."
                    .formatted(drift.adoption().template().version(), drift.newest()),
                "Look at what changed, and adopt the newest where it fits."))
        : Stream.of();
  }
}
