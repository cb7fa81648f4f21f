package dev.parallax.formats.definitions;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Problems;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks that matrices stay what was adopted, and that adoptions name what is there.
final class MatrixChecks {
  private final Definitions definitions;
  private final KnownNames known;
  private final Problems problems;
  private final List<RaciMatrix> matrices;

  MatrixChecks(Definitions definitions, KnownNames known, Problems problems) {
    this.definitions = definitions;
    this.known = known;
    this.problems = problems;
    this.matrices = new ArrayList<>(known.matrices());
    definitions.matrices().forEach(each -> matrices.add(each.value().matrix()));
  }

  void run() {
    definitions.matrices().forEach(this::stays);
    Map<String, Located<AdoptionDocument>> first = new HashMap<>();
    for (Located<AdoptionDocument> located : definitions.adoptions()) {
      Adoption adoption = located.value().adoption();
      Located<AdoptionDocument> before =
          first.putIfAbsent(adoption.scope() + "\n" + adoption.template().id(), located);
      if (before != null && !before.value().name().equals(located.value().name())) {
        problems.error(
            located.place("spec", "scope"),
            "%s adopts matrix '%s' a second time (first at %s)"
                .formatted(adoption.scope(), adoption.template().id(), before.place()),
            "one adoption of a matrix for each scope, since one of them has to hold",
            "Remove one of them, or put their deviations together.");
      }
      adopted(located).ifPresent(matrix -> deviations(located, matrix));
    }
  }

  /// What is registered under a version stays.
  private void stays(Located<MatrixDocument> located) {
    RaciMatrix matrix = located.value().matrix();
    boolean changed =
        known.matrices().stream()
            .filter(each -> each.id().equals(matrix.id()))
            .filter(each -> each.version().equals(matrix.version()))
            .anyMatch(each -> !each.equals(matrix));
    if (changed) {
      problems.error(
          located.place("spec", "version"),
          "matrix '%s' says something new in version %s".formatted(matrix.id(), matrix.version()),
          "what is known under that version, since adoptions point at it",
          "Give it a new version, and adopt that where it shall hold.");
    }
  }

  private Optional<RaciMatrix> adopted(Located<AdoptionDocument> located) {
    Adoption.Template template = located.value().adoption().template();
    List<RaciMatrix> versions =
        matrices.stream().filter(each -> each.id().equals(template.id())).toList();
    Optional<RaciMatrix> found =
        versions.stream().filter(each -> each.version().equals(template.version())).findFirst();
    if (versions.isEmpty()) {
      List<String> ids = matrices.stream().map(RaciMatrix::id).distinct().sorted().toList();
      problems.error(
          located.place("spec", "matrix"),
          "matrix: '%s'".formatted(template.id()),
          "one of " + String.join(", ", ids),
          Nearest.hint(template.id(), ids, "Correct it, or register the matrix with this file."));
    } else if (found.isEmpty()) {
      problems.error(
          located.place("spec", "version"),
          "version: '%s' of matrix '%s'".formatted(template.version(), template.id()),
          "one of "
              + String.join(", ", versions.stream().map(RaciMatrix::version).distinct().toList()),
          "Correct it, or register that version with this file.");
    }
    return found;
  }

  private void deviations(Located<AdoptionDocument> located, RaciMatrix matrix) {
    List<String> headers = matrix.columns().stream().map(Column::header).toList();
    List<String> activities = matrix.rows().stream().map(row -> row.activity().id()).toList();
    for (int i = 0; i < located.value().adoption().deviations().size(); i++) {
      Deviation each = located.value().adoption().deviations().get(i);
      named(located, i, "activity", each.activity(), activities);
      named(located, i, "column", each.column(), headers);
    }
    located.value().adoption().modes().keySet().stream()
        .filter(activity -> !activity.equals(Adoption.EVERY) && !activities.contains(activity))
        .forEach(
            activity ->
                problems.warning(
                    located.place("spec", "modes", activity),
                    "mode of activity '%s'".formatted(activity),
                    "one of " + String.join(", ", activities),
                    Nearest.hint(activity, activities, "It counts where another matrix has it.")));
  }

  private void named(
      Located<AdoptionDocument> located, int at, String key, String value, List<String> names) {
    if (!names.contains(value)) {
      problems.error(
          located.place("spec", "deviations", at, key),
          "%s: '%s'".formatted(key, value),
          "one of " + String.join(", ", names),
          Nearest.hint(value, names, "Write it as the matrix does."));
    }
  }
}
