package dev.parallax.governance.raci;

import static dev.parallax.governance.raci.ShippedMatrices.ENGINEER;
import static dev.parallax.governance.raci.ShippedMatrices.EXECUTIVE;
import static dev.parallax.governance.raci.ShippedMatrices.LEAD;
import static dev.parallax.governance.raci.ShippedMatrices.MANAGER;
import static dev.parallax.governance.raci.ShippedMatrices.PRODUCT_OWNER;
import static dev.parallax.governance.raci.ShippedMatrices.SERVICE_OWNER;
import static dev.parallax.governance.raci.ShippedMatrices.SRE;
import static dev.parallax.governance.raci.ShippedMatrices.column;

import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes the reconciled matrix from the published one.
final class Reconciling {
  private record At(String activity, String column) {}

  private static final String FEATURE = "Offer SLO as a product feature";
  private static final String SUPPORT = "Support Engineer";
  private static final String CONSUMER = "Service Consumer";
  private static final String GATHER =
      "ADR-00005, research phase: product managers, engineering managers and SRE representatives gather the requirements.";

  private final RaciMatrix published;
  private final Map<At, Cell> changes = new HashMap<>();
  private final List<Column> columns;

  Reconciling(RaciMatrix published) {
    this.published = published;
    this.columns =
        Stream.concat(
                published.columns().stream(),
                Stream.of(
                    column(SUPPORT, "support-engineer"), column(CONSUMER, "service-consumer")))
            .toList();
  }

  RaciMatrix matrix() {
    corrections();
    newColumns();
    feature();
    List<Row> rows = new ArrayList<>();
    for (Row row : published.rows()) {
      rows.add(new Row(row.activity(), cells(row.activity(), row.cells())));
    }
    Activity feature = Activity.called(FEATURE);
    rows.add(1, new Row(feature, cells(feature, List.of())));
    return new RaciMatrix(
        "reconciled",
        "Reconciled SLO matrix",
        "1",
        published.source() + ", reconciled with ADR-00002, ADR-00005 and ADR-00007",
        Alphabet.RACI,
        columns,
        rows);
  }

  private List<Cell> cells(Activity activity, List<Cell> before) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i -> {
              Cell change = changes.get(new At(activity.name(), columns.get(i).header()));
              return change == null ? before.get(i) : change;
            })
        .toList();
  }

  private void corrections() {
    change(
        "Existence of SLO",
        ENGINEER,
        changed(
            "R",
            "A",
            "One answers for each activity, and the Service Owner already does; engineers do the work."));
    change(
        "Agree on SLO",
        SRE,
        changed(
            "C",
            "I",
            "SRE answers for measuring the SLO, so it is asked before the SLO is agreed on; ADR-00005 names SRE representatives in the research phase."));
    change(
        "Handle Error Budget",
        SRE,
        changed(
            "R",
            "I",
            "ADR-00007 has SRE declare the miss, own the first phase of the escalation and attend the weekly review."));
  }

  private void newColumns() {
    for (Row row : published.rows()) {
      boolean review = row.activity().id().equals("recalibrate");
      for (String header : List.of(SUPPORT, CONSUMER)) {
        change(
            row.activity().name(),
            header,
            review
                ? changed(
                    "C",
                    "",
                    "ADR-00005: some steps of the review face outward, to stakeholders such as the consumers of the service.")
                : changed("I", "", "A persona of ADR-00002 that had no column; it is told."));
      }
    }
  }

  private void feature() {
    added(SERVICE_OWNER, "C", "Promises what the feature holds, so is asked.");
    added(PRODUCT_OWNER, "A", "ADR-00005: the PM is accountable for the SLO feature.");
    added(
        LEAD,
        "R",
        "ADR-00005, research phase: product managers, engineering leads or both plan how the changes are made.");
    added(ENGINEER, "I", "Makes the changes later, once the SLO is agreed on.");
    added(SRE, "R", GATHER);
    added(MANAGER, "R", GATHER);
    added(EXECUTIVE, "I", "Is told of every activity, as in the published matrix.");
    added(SUPPORT, "I", "A persona of ADR-00002 that had no column; it is told.");
    added(CONSUMER, "I", "A persona of ADR-00002 that had no column; it is told.");
  }

  private void added(String column, String code, String reason) {
    change(FEATURE, column, changed(code, "", reason));
  }

  private void change(String activity, String column, Cell cell) {
    changes.put(new At(activity, column), cell);
  }

  private static Cell changed(String code, String was, String reason) {
    return Cell.of(code, Alphabet.RACI).changedFrom(was, reason);
  }
}
