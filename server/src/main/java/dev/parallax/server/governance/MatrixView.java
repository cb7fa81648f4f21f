package dev.parallax.server.governance;

import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Change;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.lint.RaciLint;
import dev.parallax.server.shell.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A responsibility matrix with its findings in place, in the words of pages and of the interface.
final class MatrixView {
  /// A mark that leads to a finding.
  ///
  /// @param look the class of its severity
  /// @param sign its shape, for those who do not see the colour; a note has none
  record Mark(String rule, String href, String look, String sign, String severity) {}

  /// @param personas whom the header stands for
  record Head(String header, String personas, List<Mark> marks) {}

  /// @param words the code in words
  /// @param change what it was and why it differs; null where it does not
  record Square(String code, String words, @Nullable Change change, List<Mark> marks) {}

  record Line(String id, String name, List<Mark> marks, List<Square> squares) {}

  /// @param place the activity, the column, or both
  record Found(
      String anchor,
      String rule,
      String severity,
      String look,
      String place,
      String reason,
      String remedy,
      String anomaly) {}

  /// A cell that differs from the published one.
  record Differing(String activity, String column, String was, String code, String reason) {}

  private final RaciMatrix matrix;
  private final Personas personas;
  private final List<Finding> findings;

  MatrixView(RaciMatrix matrix, Personas personas) {
    this.matrix = matrix;
    this.personas = personas;
    this.findings = RaciLint.check(matrix);
  }

  List<Finding> findings() {
    return findings;
  }

  /// How it stands, as a sentence, with its worst finding.
  String sentence() {
    String counts =
        "%d cells; %s and %s"
            .formatted(
                matrix.size(),
                Counted.of(count(Severity.ERROR), "error", "errors"),
                Counted.of(count(Severity.WARNING), "warning", "warnings"));
    if (findings.isEmpty() || findings.getFirst().severity() == Severity.NOTE) {
      return counts + ".";
    }
    Finding worst = findings.getFirst();
    String where =
        worst.place().activity() == null
            ? ""
            : "in “%s”, ".formatted(place(new Spot(worst.place().activity(), null)));
    return "%s: %s%s.".formatted(counts, where, worst.reason().replaceAll("(;.*|\\.$)", ""));
  }

  /// The totals in words: `A 10, R 18, C 20, I 19`.
  String totals() {
    return String.join(
        ", ",
        matrix.totals().entrySet().stream()
            .map(each -> each.getKey().sign() + " " + each.getValue())
            .toList());
  }

  /// Which of the eleven no column names; empty where each has one.
  String missing() {
    return Counted.listed(matrix.withoutColumn(personas).stream().map(Persona::name).toList());
  }

  long count(Severity severity) {
    return findings.stream().filter(each -> each.severity() == severity).count();
  }

  List<Head> heads() {
    return matrix.columns().stream()
        .map(
            column ->
                new Head(
                    column.header(),
                    Counted.listed(column.personas().stream().map(this::fit).toList()),
                    marks(null, column.header())))
        .toList();
  }

  List<Line> lines() {
    return matrix.rows().stream()
        .map(
            row ->
                new Line(
                    row.activity().id(),
                    row.activity().name(),
                    marks(row.activity().id(), null),
                    IntStream.range(0, row.cells().size()).mapToObj(i -> square(row, i)).toList()))
        .toList();
  }

  private Square square(RaciMatrix.Row row, int at) {
    Cell cell = row.cells().get(at);
    return new Square(
        cell.code(),
        words(cell),
        cell.change(),
        marks(row.activity().id(), matrix.columns().get(at).header()));
  }

  private String words(Cell cell) {
    List<String> words = new ArrayList<>();
    matrix.alphabet().lettersOf(cell.capabilities()).forEach(letter -> words.add(letter.word()));
    words.addAll(cell.unread());
    return words.isEmpty() ? "no part" : Counted.listed(words);
  }

  List<Found> found() {
    return findings.stream()
        .map(
            each ->
                new Found(
                    anchor(each),
                    each.rule(),
                    each.severity().word(),
                    look(each),
                    place(each.place()),
                    each.reason(),
                    each.remedy(),
                    Objects.requireNonNullElse(each.anomaly(), "")))
        .toList();
  }

  /// The cells that differ from the published matrix, from the top.
  List<Differing> differing() {
    List<Differing> differing = new ArrayList<>();
    for (RaciMatrix.Row row : matrix.rows()) {
      for (int i = 0; i < row.cells().size(); i++) {
        Cell cell = row.cells().get(i);
        Change change = cell.change();
        if (change != null) {
          differing.add(
              new Differing(
                  row.activity().name(),
                  matrix.columns().get(i).header(),
                  change.was(),
                  cell.code(),
                  change.reason()));
        }
      }
    }
    return differing;
  }

  private List<Mark> marks(@Nullable String activity, @Nullable String column) {
    return findings.stream()
        .filter(each -> each.place().equals(new Spot(activity, column)))
        .map(
            each ->
                new Mark(
                    each.rule(),
                    "#" + anchor(each),
                    look(each),
                    sign(each),
                    each.severity().word()))
        .toList();
  }

  private String anchor(Finding finding) {
    return "finding-" + (findings.indexOf(finding) + 1);
  }

  private static String look(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "bad";
      case WARNING -> "warn";
      case NOTE -> "unk";
    };
  }

  private static String sign(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "✕ ";
      case WARNING -> "! ";
      case NOTE -> "";
    };
  }

  private String place(Spot spot) {
    List<String> parts = new ArrayList<>();
    if (spot.activity() != null) {
      matrix
          .row(spot.activity())
          .map(RaciMatrix.Row::activity)
          .map(Activity::name)
          .ifPresent(parts::add);
    }
    if (spot.column() != null) {
      parts.add(spot.column());
    }
    return String.join(", ", parts);
  }

  private String fit(Fit fit) {
    return name(fit.persona()) + (fit.byBestFit() ? " (best fit)" : "");
  }

  private String name(PersonaId id) {
    return personas.get(id).map(Persona::name).orElse(id.value());
  }
}
