package dev.parallax.cli.raci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.raci.RaciFiles.Entry;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Table;
import dev.parallax.cli.text.Table.Cell;
import dev.parallax.cli.text.Terminal;
import dev.parallax.cli.text.Terminal.Colour;
import dev.parallax.formats.raci.RaciSarif;
import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Matrices and what was found in them, as people and programs read it.
public final class RaciReport {
  private final List<Entry> entries;
  private final Instant at;

  /// @param at the instant at which waivers are looked at
  public RaciReport(List<Entry> entries, Instant at) {
    this.entries = List.copyOf(entries);
    this.at = at;
  }

  /// How many findings of that severity count.
  public long count(Severity severity) {
    return entries.stream()
        .flatMap(entry -> entry.findings(at).stream())
        .filter(each -> each.counts(severity))
        .count();
  }

  private long waived() {
    return entries.stream()
        .flatMap(entry -> entry.findings(at).stream())
        .filter(Judged::waived)
        .count();
  }

  /// Each finding with its place and remedy, then how many there are.
  public List<String> text(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      entry.findings(at).forEach(each -> lines.add(line(entry, each, terminal)));
    }
    lines.add(
        "%d %s: %d errors, %d warnings, %d notes, %d waived."
            .formatted(
                entries.size(),
                entries.size() == 1 ? "matrix" : "matrices",
                count(Severity.ERROR),
                count(Severity.WARNING),
                count(Severity.NOTE),
                waived()));
    return lines;
  }

  private static String line(Entry entry, Judged judged, Terminal terminal) {
    Finding finding = judged.finding();
    Waiver waiver = judged.waiver();
    String number = finding.anomaly() == null ? "" : " (%s)".formatted(finding.anomaly());
    String where = where(entry.matrix(), finding.place());
    return "%s: %s %s%s: %s%s%s%n  %s"
        .formatted(
            Terminal.plain(entry.lines().of(finding.place()).toString()),
            terminal.paint(colour(judged), severity(judged)),
            finding.rule(),
            number,
            where.isEmpty() ? "" : where + ": ",
            Terminal.plain(finding.reason()),
            waiver == null
                ? ""
                : " (%s until %s: %s)".formatted(waiver.owner(), waiver.until(), waiver.reason()),
            Terminal.plain(finding.remedy()));
  }

  private static String severity(Judged judged) {
    return judged.waived() ? "waived" : judged.finding().severity().word();
  }

  private static Colour colour(Judged judged) {
    if (judged.waived()) {
      return Colour.GREY;
    }
    return switch (judged.finding().severity()) {
      case ERROR -> Colour.RED;
      case WARNING -> Colour.YELLOW;
      case NOTE -> Colour.GREY;
    };
  }

  private static String where(RaciMatrix matrix, Spot spot) {
    String activity = spot.activity();
    String name =
        activity == null
            ? ""
            : matrix.row(activity).map(row -> row.activity().name()).orElse(activity);
    String column = Objects.requireNonNullElse(spot.column(), "");
    return Terminal.plain(name + (name.isEmpty() || column.isEmpty() ? "" : ", ") + column);
  }

  /// The findings as SARIF 2.1.0.
  public String sarif(String version) {
    return RaciSarif.log(
        entries.stream()
            .map(each -> new RaciSarif.Linted(each.matrix(), each.lines(), each.findings(at)))
            .toList(),
        version);
  }

  /// The matrices with their findings.
  public ObjectNode json() {
    ObjectNode root = Json.object().put("errors", count(Severity.ERROR));
    root.put("warnings", count(Severity.WARNING)).put("notes", count(Severity.NOTE));
    ArrayNode matrices = root.put("waived", waived()).putArray("matrices");
    for (Entry entry : entries) {
      ObjectNode node = matrix(entry);
      ArrayNode findings = node.putArray("findings");
      entry.findings(at).forEach(each -> findings.add(finding(entry, each)));
      matrices.add(node);
    }
    return root;
  }

  private static ObjectNode finding(Entry entry, Judged judged) {
    Finding finding = judged.finding();
    return Json.object()
        .put("rule", finding.rule())
        .put("severity", finding.severity().word())
        .put("line", entry.lines().of(finding.place()).line())
        .put("activity", Objects.requireNonNullElse(finding.place().activity(), ""))
        .put("column", Objects.requireNonNullElse(finding.place().column(), ""))
        .put("reason", finding.reason())
        .put("remedy", finding.remedy())
        .put("anomaly", Objects.requireNonNullElse(finding.anomaly(), ""))
        .put("waived", judged.waived());
  }

  private static ObjectNode matrix(Entry entry) {
    RaciMatrix matrix = entry.matrix();
    Drift drift = entry.drift();
    ObjectNode node =
        Json.object()
            .put("file", entry.place().file())
            .put("line", entry.place().line())
            .put("id", matrix.id())
            .put("name", matrix.name())
            .put("version", matrix.version())
            .put("alphabet", matrix.alphabet().title())
            .put("adoptedBy", drift == null ? "" : drift.adoption().scope().toString());
    ObjectNode totals = node.putObject("totals");
    matrix.totals().forEach((letter, count) -> totals.put(String.valueOf(letter.sign()), count));
    ArrayNode columns = node.putArray("columns");
    matrix.columns().forEach(each -> columns.add(column(each)));
    ArrayNode activities = node.putArray("activities");
    for (Row row : matrix.rows()) {
      ObjectNode activity = activities.addObject();
      activity.put("id", row.activity().id()).put("name", row.activity().name());
      ArrayNode cells = activity.putArray("cells");
      row.cells().forEach(cell -> cells.add(cell.code()));
    }
    return node;
  }

  private static ObjectNode column(Column column) {
    ObjectNode node = Json.object().put("header", column.header());
    ArrayNode personas = node.putArray("personas");
    column
        .personas()
        .forEach(
            fit ->
                personas
                    .addObject()
                    .put("id", fit.persona().value())
                    .put("byBestFit", fit.byBestFit()));
    return node;
  }

  /// Each matrix as it was understood: whom its headers stand for, and its cells.
  public List<String> shown(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(title(entry));
      lines.add("");
      lines.addAll(mapping(entry.matrix()).lines(terminal));
      lines.add("");
      lines.addAll(grid(entry.matrix()).lines(terminal));
    }
    return lines;
  }

  private static String title(Entry entry) {
    RaciMatrix matrix = entry.matrix();
    String totals =
        matrix.totals().entrySet().stream()
            .map(each -> each.getKey().sign() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return Terminal.plain(
        "%s: %s, in %s: %d activities, %d columns, %d cells; %s."
            .formatted(
                entry.place(),
                matrix.name(),
                matrix.alphabet().title(),
                matrix.rows().size(),
                matrix.columns().size(),
                matrix.size(),
                totals));
  }

  private static Table mapping(RaciMatrix matrix) {
    Table table = new Table(List.of("COLUMN", "STANDS FOR", "BY BEST FIT"), Set.of());
    for (Column column : matrix.columns()) {
      String named = personas(column, false);
      String near = personas(column, true);
      boolean nobody = named.isEmpty() && near.isEmpty();
      table.add(
          List.of(
              Cell.of(Terminal.plain(column.header())),
              nobody ? new Cell("nobody known", Colour.RED) : Cell.of(named),
              Cell.of(near)));
    }
    return table;
  }

  private static String personas(Column column, boolean byBestFit) {
    return column.personas().stream()
        .filter(fit -> fit.byBestFit() == byBestFit)
        .map(fit -> fit.persona().value())
        .collect(Collectors.joining(", "));
  }

  private static Table grid(RaciMatrix matrix) {
    List<String> heads = new ArrayList<>(List.of("ACTIVITY"));
    matrix.columns().forEach(column -> heads.add(Terminal.plain(column.header())));
    Table table = new Table(heads, Set.of());
    for (Row row : matrix.rows()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(Terminal.plain(row.activity().name())));
      row.cells().forEach(cell -> cells.add(Cell.of(Terminal.plain(cell.code()))));
      table.add(cells);
    }
    return table;
  }
}
