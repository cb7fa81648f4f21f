package dev.parallax.governance.raci;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The matrices that come with the product.
///
/// Sources: [1] ADR-00006 (SIG-SRE, operate-first/sre), SLO RACI chart; [2] ADR-00005, SLO
/// lifecycle; [3] ADR-00007, error budget policy; [4] ADR-00002, personas.
public final class ShippedMatrices {
  private static final String SOURCE = "ADR-00006 (SIG-SRE, operate-first/sre), SLO RACI Chart";
  private static final String SERVICE_OWNER = "Service Owner";
  private static final String PRODUCT_OWNER = "Product Owner(s)";
  private static final String LEAD = "Engineering/Quality Lead";
  private static final String ENGINEER = "Sw. Eng/QE";
  private static final String SRE = "SRE IC";
  private static final String MANAGER = "Eng Manager/Director";
  private static final String EXECUTIVE = "Exec (VP)";
  private static final String SUPPORT = "Support Engineer";
  private static final String CONSUMER = "Service Consumer";

  private static final List<Column> SEVEN =
      List.of(
          column(SERVICE_OWNER, "service-owner"),
          column(PRODUCT_OWNER, "product-owner"),
          new Column(
              LEAD,
              List.of(
                  new Fit(new PersonaId("architecture-lead"), false),
                  new Fit(new PersonaId("qe-manager"), true))),
          column(ENGINEER, "developer", "quality-engineer"),
          column(SRE, "sre"),
          column(MANAGER, "engineering-manager", "director"),
          column(EXECUTIVE, "executive"));

  private static final RaciMatrix PUBLISHED =
      new RaciMatrix(
          "sig-sre",
          "SIG-SRE SLO matrix",
          "1",
          SOURCE,
          SEVEN,
          List.of(
              row("Existence of SLO", "A/R C R A C C I"),
              row("Propose SLO", "C R R C C A I"),
              row("Agree on SLO", "A R R C I I I"),
              row("Measure+Track SLO", "I I R I A/R I I"),
              row("Propose SLO Roadmap", "C C A/R C C I I"),
              row("Agree SLO Roadmap", "A/R R C C C R I"),
              row("Execute SLO Roadmap", "I I A R R C I"),
              row("Handle Error Budget", "C A R C I R I"),
              row("Recalibrate/Planning", "A R R C C C I")));

  private static final RaciMatrix RECONCILED = new Reconciling().matrix();

  private ShippedMatrices() {}

  /// The matrix of ADR-00006, cell by cell as published, with its faults.
  public static RaciMatrix published() {
    return PUBLISHED;
  }

  /// The same where its sibling documents contradict it, and where it names nobody; each cell that
  /// differs carries its reason.
  public static RaciMatrix reconciled() {
    return RECONCILED;
  }

  /// Both, the published one first.
  public static List<RaciMatrix> all() {
    return List.of(PUBLISHED, RECONCILED);
  }

  private static Column column(String header, String... personas) {
    return new Column(
        header, Stream.of(personas).map(id -> new Fit(new PersonaId(id), false)).toList());
  }

  private static Row row(String name, String codes) {
    return new Row(Activity.called(name), Stream.of(codes.split(" ")).map(Cell::of).toList());
  }

  /// Makes the reconciled matrix from the published one.
  private static final class Reconciling {
    private record At(String activity, String column) {}

    private static final String FEATURE = "Offer SLO as a product feature";
    private static final String GATHER =
        "ADR-00005, research phase: product managers, engineering managers and SRE representatives gather the requirements.";

    private final Map<At, Cell> changes = new HashMap<>();
    private final List<Column> columns =
        Stream.concat(
                SEVEN.stream(),
                Stream.of(
                    column(SUPPORT, "support-engineer"), column(CONSUMER, "service-consumer")))
            .toList();

    RaciMatrix matrix() {
      corrections();
      newColumns();
      feature();
      List<Row> rows = new ArrayList<>();
      for (Row row : PUBLISHED.rows()) {
        rows.add(new Row(row.activity(), cells(row.activity(), row.cells())));
      }
      Activity feature = Activity.called(FEATURE);
      rows.add(1, new Row(feature, cells(feature, List.of())));
      return new RaciMatrix(
          "reconciled",
          "Reconciled SLO matrix",
          "1",
          SOURCE + ", reconciled with ADR-00002, ADR-00005 and ADR-00007",
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
          Cell.changed(
              "R",
              "A",
              "One answers for each activity, and the Service Owner already does; engineers do the work."));
      change(
          "Agree on SLO",
          SRE,
          Cell.changed(
              "C",
              "I",
              "SRE answers for measuring the SLO, so it is asked before the SLO is agreed on; ADR-00005 names SRE representatives in the research phase."));
      change(
          "Handle Error Budget",
          SRE,
          Cell.changed(
              "R",
              "I",
              "ADR-00007 has SRE declare the miss, own the first phase of the escalation and attend the weekly review."));
    }

    private void newColumns() {
      for (Row row : PUBLISHED.rows()) {
        boolean review = row.activity().id().equals("recalibrate");
        for (String header : List.of(SUPPORT, CONSUMER)) {
          change(
              row.activity().name(),
              header,
              review
                  ? Cell.changed(
                      "C",
                      "",
                      "ADR-00005: some steps of the review face outward, to stakeholders such as the consumers of the service.")
                  : Cell.changed(
                      "I", "", "A persona of ADR-00002 that had no column; it is told."));
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
      change(FEATURE, column, Cell.changed(code, "", reason));
    }

    private void change(String activity, String column, Cell cell) {
      changes.put(new At(activity, column), cell);
    }
  }
}
