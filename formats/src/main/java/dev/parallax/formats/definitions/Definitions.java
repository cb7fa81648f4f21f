package dev.parallax.formats.definitions;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.yaml.Located;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that a set of files defines, in the order of the files, each with its place.
///
/// @param openSlo every OpenSLO object, as it was written
/// @param slos what became of each SLO among them
/// @param assignments from documents and from annotations of entities
public record Definitions(
    List<Located<OpenSlo>> openSlo,
    List<Located<MappedSlo>> slos,
    List<Located<Entity>> entities,
    List<Located<PersonaDocument>> personas,
    List<Located<AssignmentDocument>> assignments,
    List<Located<ScheduleDocument>> schedules,
    List<Located<MatrixDocument>> matrices,
    List<Located<AdoptionDocument>> adoptions) {
  public Definitions {
    openSlo = List.copyOf(openSlo);
    slos = List.copyOf(slos);
    entities = List.copyOf(entities);
    personas = List.copyOf(personas);
    assignments = List.copyOf(assignments);
    schedules = List.copyOf(schedules);
    matrices = List.copyOf(matrices);
    adoptions = List.copyOf(adoptions);
  }

  /// Nothing at all.
  public static Definitions none() {
    return new Definitions(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /// Reads files of OpenSLO, Backstage and `parallax.dev/v1`, in YAML or JSON, and checks them
  /// together. All problems come at once; with an error among them nothing is usable.
  public static Checked<Definitions> read(
      List<SourceFile> files, Profile profile, KnownNames known) {
    return together(files.stream().map(file -> Reading.of(file, profile)).toList(), known);
  }

  /// Files that were read before, checked together as [#read] does. What is kept of them is what
  /// their own words say, so the same reading serves beside any others.
  public static Checked<Definitions> together(List<Reading> readings, KnownNames known) {
    Problems problems = new Problems();
    Definitions definitions = new Merge(readings, problems).definitions(known);
    new CrossChecks(definitions, known, problems).run();
    List<Problem> sorted = sorted(problems.all(), readings);
    return problems.hasErrors()
        ? new Checked.Rejected<>(sorted)
        : new Checked.Ok<>(definitions, sorted);
  }

  /// In the order of the files, then of their lines.
  private static List<Problem> sorted(List<Problem> problems, List<Reading> readings) {
    Map<String, Integer> order = new HashMap<>();
    readings.forEach(each -> order.putIfAbsent(each.path(), order.size()));
    return problems.stream()
        .sorted(
            Comparator.<Problem>comparingInt(p -> order.getOrDefault(p.place().file(), 0))
                .thenComparingInt(p -> p.place().line()))
        .toList();
  }
}
