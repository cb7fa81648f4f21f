package dev.parallax.server.governance;

import dev.parallax.formats.parallaxdev.ScopeRef;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import dev.parallax.governance.raci.lint.AdoptionLint;
import dev.parallax.governance.raci.lint.RaciLint;
import dev.parallax.server.shell.Refused;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A matrix as it is looked at: a template in one of its versions, or as a scope adopted it.
///
/// @param drift null where it is a template
/// @param findings those that count first
record ShownMatrix(
    Seats.Census census, RaciMatrix matrix, @Nullable Drift drift, List<Judged> findings) {
  /// What an address says.
  ///
  /// @param id the matrix; empty for the first that the organisation adopted
  /// @param version empty for the newest, or the adopted one
  /// @param scope whose adoption; empty for the template itself
  record Wanted(String id, String version, String scope) {}

  static ShownMatrix of(Seats.Census census, Wanted wanted) {
    Matrices matrices = census.registry().matrices();
    if (wanted.id().isEmpty()) {
      return adopted(census, matrices.adoptions().getFirst());
    }
    return wanted.scope().isEmpty()
        ? template(census, wanted)
        : adopted(census, adoption(matrices, wanted));
  }

  /// As a scope adopted it, with its waivers as they stand now.
  static ShownMatrix adopted(Seats.Census census, Adoption adoption) {
    Matrices matrices = census.registry().matrices();
    Drift drift = matrices.drift(adoption);
    RaciMatrix matrix = matrices.adopted(adoption);
    return new ShownMatrix(
        census,
        matrix,
        drift,
        judged(census, matrix, AdoptionLint.check(drift).stream(), adoption.waivers()));
  }

  static ShownMatrix template(Seats.Census census, RaciMatrix matrix) {
    return new ShownMatrix(census, matrix, null, judged(census, matrix, Stream.of(), List.of()));
  }

  private static List<Judged> judged(
      Seats.Census census, RaciMatrix matrix, Stream<Finding> more, List<Waiver> waivers) {
    List<Finding> found =
        Stream.concat(
                RaciLint.check(matrix, census.roster().personas(), Bound.ACTIVITIES).stream(), more)
            .sorted(RaciLint.WORST_FIRST)
            .toList();
    return Waiver.judged(found, waivers, census.at());
  }

  private static ShownMatrix template(Seats.Census census, Wanted wanted) {
    Matrices matrices = census.registry().matrices();
    List<RaciMatrix> versions = matrices.versions(wanted.id());
    if (versions.isEmpty()) {
      throw Refused.notFound(
          "No matrix is called '%s'.".formatted(wanted.id()),
          "Expected one of %s.".formatted(ids(matrices)),
          "Open /matrix to see them.");
    }
    return versions.reversed().stream()
        .filter(each -> wanted.version().isEmpty() || each.version().equals(wanted.version()))
        .findFirst()
        .map(matrix -> template(census, matrix))
        .orElseThrow(
            () ->
                Refused.notFound(
                    "Matrix '%s' has no version %s.".formatted(wanted.id(), wanted.version()),
                    "Expected one of %s."
                        .formatted(
                            String.join(", ", versions.stream().map(RaciMatrix::version).toList())),
                    "Leave the version out for the newest."));
  }

  private static Adoption adoption(Matrices matrices, Wanted wanted) {
    return matrices.adoptions().stream()
        .filter(each -> each.template().id().equals(wanted.id()))
        .filter(each -> ScopeRef.of(each.scope()).toString().equals(wanted.scope()))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.notFound(
                    "No scope '%s' adopted a matrix '%s'.".formatted(wanted.scope(), wanted.id()),
                    "Expected one of %s.".formatted(String.join(", ", adopters(matrices))),
                    "Open /matrix to see them."));
  }

  private static List<String> adopters(Matrices matrices) {
    return matrices.adoptions().stream()
        .map(each -> ScopeRef.of(each.scope()) + " " + each.template().id())
        .toList();
  }

  private static String ids(Matrices matrices) {
    return String.join(", ", matrices.templates().stream().map(RaciMatrix::id).toList());
  }

  /// The adoption, where it is looked at as adopted.
  @Nullable Adoption adoption() {
    return drift == null ? null : drift.adoption();
  }

  Instant at() {
    return census.at();
  }

  long count(Finding.Severity severity) {
    return findings.stream().filter(each -> each.counts(severity)).count();
  }

  long waived() {
    return findings.stream().filter(Judged::waived).count();
  }

  /// Waivers that cover nothing that is found.
  List<Waiver> idle() {
    Adoption adoption = adoption();
    return adoption == null
        ? List.of()
        : adoption.waivers().stream()
            .filter(each -> findings.stream().noneMatch(found -> each.covers(found.finding())))
            .toList();
  }
}
