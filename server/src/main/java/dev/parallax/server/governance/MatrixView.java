package dev.parallax.server.governance;

import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Change;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import dev.parallax.server.shell.Counted;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A responsibility matrix with its findings in place, in the words of pages and of the interface.
final class MatrixView {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK).withZone(ZoneOffset.UTC);

  /// A mark that leads to a finding.
  ///
  /// @param look the class of its severity
  /// @param sign its shape, for those who do not see the colour; a note has none
  /// @param severity in words, `waived` where it is
  record Mark(String rule, String href, String look, String sign, String severity) {}

  /// @param personas whom the header stands for
  record Head(String header, String personas, List<Mark> marks) {}

  /// @param words the code in words
  /// @param change what it was and why it differs; null where it does not
  record Square(String code, String words, @Nullable Change change, List<Mark> marks) {}

  /// @param mode how strictly it is held to; empty where all are held to alike
  /// @param reason why the parts are given so; empty where nobody says
  record Line(
      String id, String name, String mode, String reason, List<Mark> marks, List<Square> squares) {}

  /// @param place the activity, the column, or both, of each that it says the same of; empty where
  ///   it is the whole matrix
  /// @param waiver who accepts it, until when and why; empty where nobody does
  record Found(
      String anchor,
      String rule,
      String severity,
      String look,
      String place,
      String reason,
      String remedy,
      String anomaly,
      String waiver) {
    /// Whether it is an error or a warning that nobody accepts.
    boolean isGrave() {
      return !look.equals("unk");
    }
  }

  /// Cells of a column that differ alike from those they were made from, for one reason.
  record Differing(String activities, String column, String was, String code, String reason) {}

  /// A letter and what it grants.
  record Letter(char sign, String word, String grants, int count) {}

  private final ShownMatrix shown;
  private final RaciMatrix matrix;
  private final Personas personas;

  MatrixView(ShownMatrix shown) {
    this.shown = shown;
    this.matrix = shown.matrix();
    this.personas = shown.census().roster().personas();
  }

  /// How it stands, as a sentence.
  String sentence() {
    Adoption adoption = shown.adoption();
    String subject =
        adoption == null
            ? "%s has %d cells".formatted(matrix.name(), matrix.size())
            : "%s holds for %s".formatted(matrix.name(), adoption.scope());
    return "%s, with %s and %s."
        .formatted(
            subject,
            Counted.of(shown.count(Severity.ERROR), "error", "errors"),
            Counted.of(shown.count(Severity.WARNING), "warning", "warnings"));
  }

  /// The worst that is found, as a sentence; empty where there are notes alone.
  String worst() {
    return shown.findings().stream()
        .filter(each -> !each.waived())
        .map(Judged::finding)
        .filter(each -> each.severity() != Severity.NOTE)
        .findFirst()
        .map(worst -> "The worst: " + worst(worst))
        .orElse("");
  }

  private String worst(Finding worst) {
    String where =
        worst.place().activity() == null
            ? ""
            : "in “%s”, ".formatted(place(new Spot(worst.place().activity(), null)));
    String what = worst.reason().replaceAll("(;.*|\\.$)", "");
    return where.isEmpty()
        ? what + "."
        : where + what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + ".";
  }

  /// The letters of its alphabet, what each grants and how often it stands here.
  List<Letter> letters() {
    return matrix.totals().entrySet().stream()
        .map(
            each ->
                new Letter(
                    each.getKey().sign(),
                    each.getKey().word(),
                    each.getKey().grants().stream()
                        .map(grant -> grant.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")),
                    each.getValue()))
        .toList();
  }

  /// The totals in words: `A 10, R 18, C 20, I 19`.
  String totals() {
    return letters().stream()
        .map(each -> each.sign() + " " + each.count())
        .collect(Collectors.joining(", "));
  }

  /// Which of the eleven no column names; empty where each has one.
  String missing() {
    return Counted.listed(matrix.withoutColumn(personas).stream().map(Persona::name).toList());
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
                    modes().size() > 1 ? mode(row.activity()) : "",
                    row.reason(),
                    marks(row.activity().id(), null),
                    IntStream.range(0, row.cells().size()).mapToObj(i -> square(row, i)).toList()))
        .toList();
  }

  /// Every mode in which it is held to; none where it is not looked at as adopted.
  Set<String> modes() {
    return matrix.rows().stream()
        .map(row -> mode(row.activity()))
        .filter(mode -> !mode.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// How strictly an activity is held to; empty where the matrix is not looked at as adopted.
  String mode(Activity activity) {
    Adoption adoption = shown.adoption();
    return adoption == null
        ? ""
        : shown.census().registry().matrices().mode(activity.id(), adoption).word();
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

  /// The findings, those that say the same in one.
  List<Found> found() {
    Map<String, List<Judged>> alike =
        shown.findings().stream()
            .collect(Collectors.groupingBy(this::anchor, LinkedHashMap::new, Collectors.toList()));
    return alike.values().stream().map(this::found).toList();
  }

  private Found found(List<Judged> alike) {
    Judged first = alike.getFirst();
    return new Found(
        anchor(first),
        first.finding().rule(),
        severity(first),
        look(first),
        alike.stream()
            .map(each -> place(each.finding().place()))
            .distinct()
            .collect(Collectors.joining(" · ")),
        first.finding().reason(),
        first.finding().remedy(),
        Objects.requireNonNullElse(first.finding().anomaly(), ""),
        waiver(first));
  }

  private static String waiver(Judged judged) {
    Waiver waiver = judged.waiver();
    if (waiver == null) {
      return "";
    }
    return judged.waived()
        ? "Waived by %s until %s: %s"
            .formatted(waiver.owner(), DAY.format(waiver.until()), waiver.reason())
        : "The waiver of %s lapsed on %s.".formatted(waiver.owner(), DAY.format(waiver.until()));
  }

  /// Waivers that cover nothing, as sentences.
  List<String> idle() {
    return shown.idle().stream()
        .map(
            each ->
                "The waiver of %s by %s until %s covers nothing that is found; remove it."
                    .formatted(each.rule(), each.owner(), DAY.format(each.until())))
        .toList();
  }

  /// The cells in which the matrix itself differs from the one it was made from, from the top.
  List<Differing> differing() {
    Map<Differing, List<String>> alike = new LinkedHashMap<>();
    for (RaciMatrix.Row row : matrix.rows()) {
      for (int i = 0; i < row.cells().size(); i++) {
        RaciMatrix.Column column = matrix.columns().get(i);
        Cell cell = row.cells().get(i);
        Change change = cell.change();
        if (change != null && !deviates(row, column)) {
          alike
              .computeIfAbsent(
                  new Differing("", column.header(), change.was(), cell.code(), change.reason()),
                  _ -> new ArrayList<>())
              .add(row.activity().name());
        }
      }
    }
    return alike.entrySet().stream()
        .map(
            entry -> {
              Differing each = entry.getKey();
              return new Differing(
                  Counted.listed(entry.getValue()),
                  each.column(),
                  each.was(),
                  each.code(),
                  each.reason());
            })
        .toList();
  }

  private boolean deviates(RaciMatrix.Row row, RaciMatrix.Column column) {
    Adoption adoption = shown.adoption();
    return adoption != null
        && adoption.deviations().stream()
            .anyMatch(
                each ->
                    each.activity().equals(row.activity().id())
                        && each.column().equals(column.header()));
  }

  private List<Mark> marks(@Nullable String activity, @Nullable String column) {
    return shown.findings().stream()
        .filter(each -> each.finding().place().equals(new Spot(activity, column)))
        .map(
            each ->
                new Mark(
                    each.finding().rule(),
                    "#" + anchor(each),
                    look(each),
                    sign(each),
                    severity(each)))
        .toList();
  }

  private String anchor(Judged judged) {
    int first = 0;
    while (!sameWords(shown.findings().get(first), judged)) {
      first++;
    }
    return "finding-" + (first + 1);
  }

  private static boolean sameWords(Judged one, Judged other) {
    return one.waived() == other.waived()
        && one.finding().rule().equals(other.finding().rule())
        && one.finding().reason().equals(other.finding().reason())
        && Objects.equals(one.waiver(), other.waiver());
  }

  private static String severity(Judged judged) {
    return judged.waived() ? "waived" : judged.finding().severity().word();
  }

  private static String look(Judged judged) {
    return switch (judged.finding().severity()) {
      case ERROR -> judged.waived() ? "unk" : "bad";
      case WARNING -> judged.waived() ? "unk" : "warn";
      case NOTE -> "unk";
    };
  }

  private static String sign(Judged judged) {
    return switch (judged.finding().severity()) {
      case ERROR -> judged.waived() ? "" : "✕ ";
      case WARNING -> judged.waived() ? "" : "! ";
      case NOTE -> "";
    };
  }

  /// Where in the matrix, in its own words.
  String place(Spot spot) {
    List<String> parts = new ArrayList<>();
    if (spot.activity() != null) {
      parts.add(
          matrix
              .row(spot.activity())
              .map(RaciMatrix.Row::activity)
              .map(Activity::name)
              .orElse(spot.activity()));
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
