package dev.parallax.governance.raci;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.List;
import java.util.stream.Stream;

/// The matrices that come with the product.
///
/// Sources: [1] ADR-00006 (SIG-SRE, operate-first/sre), SLO RACI chart; [2] ADR-00005, SLO
/// lifecycle; [3] ADR-00007, error budget policy; [4] ADR-00002, personas.
public final class ShippedMatrices {
  private static final String SOURCE = "ADR-00006 (SIG-SRE, operate-first/sre), SLO RACI Chart";
  static final String SERVICE_OWNER = "Service Owner";
  static final String PRODUCT_OWNER = "Product Owner(s)";
  static final String LEAD = "Engineering/Quality Lead";
  static final String ENGINEER = "Sw. Eng/QE";
  static final String SRE = "SRE IC";
  static final String MANAGER = "Eng Manager/Director";
  static final String EXECUTIVE = "Exec (VP)";

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
          Alphabet.RACI,
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

  private static final RaciMatrix RECONCILED = new Reconciling(PUBLISHED).matrix();

  private static final RaciMatrix KEEPING = Keeping.matrix();

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

  /// The matrix of keeping Parallax itself; each row has its reason.
  public static RaciMatrix keeping() {
    return KEEPING;
  }

  /// All of them, the published one first.
  public static List<RaciMatrix> all() {
    return List.of(PUBLISHED, RECONCILED, KEEPING);
  }

  static Column column(String header, String... personas) {
    return new Column(
        header, Stream.of(personas).map(id -> new Fit(new PersonaId(id), false)).toList());
  }

  static Row row(String name, String codes) {
    return new Row(
        Activity.called(name),
        Stream.of(codes.split(" ")).map(code -> Cell.of(code, Alphabet.RACI)).toList());
  }
}
