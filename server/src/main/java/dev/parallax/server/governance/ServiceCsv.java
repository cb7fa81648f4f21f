package dev.parallax.server.governance;

import dev.parallax.server.budgets.SloView;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The list of services as comma-separated values. Source: RFC 4180.
final class ServiceCsv {
  private static final List<String> HEAD =
      List.of(
          "service",
          "title",
          "tier",
          "system",
          "state",
          "slo",
          "objective",
          "budget left",
          "budget left in time",
          "forecast",
          "measured",
          "accountable",
          "statement",
          "as of");

  private ServiceCsv() {}

  static String write(String statement, Instant asOf, List<ServiceRow> rows) {
    return Stream.concat(Stream.of(HEAD), rows.stream().map(row -> cells(row, statement, asOf)))
        .map(
            cells ->
                cells.stream().map(ServiceCsv::quoted).collect(Collectors.joining(",", "", "\r\n")))
        .collect(Collectors.joining());
  }

  private static List<String> cells(ServiceRow row, String statement, Instant asOf) {
    String tier = row.tier() == null ? "" : row.tier();
    String system = row.system() == null ? "" : row.system();
    ServiceRow.Worst worst = row.worst();
    Stream<String> service = Stream.of(row.id(), row.title(), tier, system, row.stateText());
    Stream<String> figures = worst == null ? Stream.of("", "", "", "", "", "") : figures(worst);
    Stream<String> end = Stream.of(row.accountable().text(), statement, asOf.toString());
    return Stream.of(service, figures, end).flatMap(each -> each).toList();
  }

  private static Stream<String> figures(ServiceRow.Worst worst) {
    SloView.ObjectiveView figures = worst.figures();
    return Stream.of(
        worst.slo(),
        figures.targetText(),
        figures.budget().leftText(),
        figures.budget().leftTimeText(),
        figures.forecast().text(),
        figures.coverage().text());
  }

  /// Quoted where a comma, a quote or a line's end would mislead; with an apostrophe before what a
  /// spreadsheet would run as a formula.
  static String quoted(String text) {
    String tame = text.matches("(?s)[=+@\t-].*") ? "'" + text : text;
    return tame.matches("(?s).*[,\"\r\n].*") ? "\"" + tame.replace("\"", "\"\"") + "\"" : tame;
  }
}
