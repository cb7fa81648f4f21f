package dev.parallax.server.governance;

import dev.parallax.formats.parallaxdev.ScopeRef;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Drift.Difference;
import dev.parallax.governance.raci.Drift.Kind;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.server.shell.Counted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who adopted a matrix and how far they have drifted from it, in words.
final class AdoptionView {
  /// A cell in which an adoption and its template, or two versions of it, differ.
  ///
  /// @param approved who agreed to it, or that nobody did; empty where the template moved
  record Moved(String place, String what, String was, String now, String reason, String approved) {}

  /// A link to an adoption.
  record Adopter(String href, String name) {}

  private final Matrices matrices;

  AdoptionView(Matrices matrices) {
    this.matrices = matrices;
  }

  /// Everyone who adopted some version of a matrix, with what they hold to.
  List<Adopter> adopters(String matrix) {
    return matrices.adoptions().stream()
        .filter(each -> each.template().id().equals(matrix))
        .map(each -> new Adopter(href(each), name(each)))
        .toList();
  }

  private String name(Adoption adoption) {
    int deviations = adoption.deviations().size();
    return "%s (version %s%s)"
        .formatted(
            adoption.scope(),
            adoption.template().version(),
            deviations == 0 ? "" : ", " + Counted.of(deviations, "cell", "cells") + " of its own");
  }

  static String href(Adoption adoption) {
    return "/matrix?matrix=%s&scope=%s"
        .formatted(
            encoded(adoption.template().id()), encoded(ScopeRef.of(adoption.scope()).toString()));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /// Since when and how it holds, as a sentence or two.
  String sentence(Drift drift) {
    Adoption adoption = drift.adoption();
    String says =
        "Version %s of the matrix, adopted by %s (%s)."
            .formatted(adoption.template().version(), adoption.scope(), adoption.source());
    long own = drift.differences().stream().filter(each -> each.kind() == Kind.DEVIATES).count();
    String cells =
        own == 0
            ? " It follows its template in every cell."
            : " It fills %s otherwise than its template."
                .formatted(Counted.of(own, "cell", "cells"));
    return says
        + cells
        + (drift.isBehind()
            ? " Version %s of the template is out, and not adopted.".formatted(drift.newest())
            : "");
  }

  /// Every difference, cell by cell.
  List<Moved> moved(Drift drift, MatrixView words) {
    return drift.differences().stream()
        .map(
            each ->
                new Moved(
                    words.place(new Spot(each.activity(), each.column())),
                    what(each.kind(), drift.newest()),
                    each.was(),
                    each.now(),
                    each.reason(),
                    approved(each)))
        .toList();
  }

  private static String what(Kind kind, String newest) {
    return switch (kind) {
      case DEVIATES -> "filled otherwise here";
      case SAME -> "as in the template";
      case NOWHERE -> "no such cell in the template";
      case CHANGED_SINCE -> "changed in version " + newest;
      case ADDED_SINCE -> "new in version " + newest;
      case REMOVED_SINCE -> "gone in version " + newest;
    };
  }

  private static String approved(Difference each) {
    @Nullable String by = each.approvedBy();
    return switch (each.kind()) {
      case DEVIATES -> by == null ? "nobody agreed to it" : by + " agreed";
      case SAME, NOWHERE, CHANGED_SINCE, ADDED_SINCE, REMOVED_SINCE -> "";
    };
  }
}
