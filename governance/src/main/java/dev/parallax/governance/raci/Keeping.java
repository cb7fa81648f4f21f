package dev.parallax.governance.raci;

import static dev.parallax.governance.raci.ShippedMatrices.column;

import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.List;
import java.util.stream.Stream;

/// Who keeps Parallax itself: what is registered, who holds what, the matrices, the ledger, the
/// signals, the installation, and the audit. Ours, so an organisation may put its own in its place.
final class Keeping {
  private static final List<Column> COLUMNS =
      List.of(
          column("Service Owner", "service-owner"),
          column("Product Owner", "product-owner"),
          column("Architecture Lead", "architecture-lead"),
          column("Developer", "developer"),
          column("QE Manager", "qe-manager"),
          column("SRE", "sre"),
          column("Engineering Manager", "engineering-manager"),
          column("Executive", "executive"));

  private Keeping() {}

  static RaciMatrix matrix() {
    return new RaciMatrix(
        "parallax/keeping",
        "Keeping Parallax",
        "1",
        "Parallax",
        Alphabet.RACI,
        COLUMNS,
        List.of(
            row(
                "Keep the catalogue",
                "A R R R . C . .",
                "Whoever promises the service answers for what is registered of it; those who shape and build it write it down, and SRE says whether it can be measured."),
            row(
                "Keep the register of responsibility",
                "A C I I . I R .",
                "The Service Owner answers for having every seat filled; the Engineering Manager knows who is there and writes it down."),
            row(
                "Keep the responsibility matrix",
                "R C C . . . C A",
                "Nobody decides alone what they answer for themselves: the Service Owner proposes, the Executive decides."),
            row(
                "Correct the ledger",
                "A I C . . R I .",
                "A correction changes what was promised, so the Service Owner answers for it; SRE knows what was measured and enters it, and the Product Owner, who gains by it, is told."),
            row(
                "Connect signals",
                "I . C R . A/R . .",
                "ADR-00006 has SRE answer for measuring and tracking; developers connect what they instrument."),
            row(
                "Keep the installation",
                ". . C . . R A .",
                "Operating the program is SRE's work; the Engineering Manager answers for its being done, since it needs people and time."),
            row(
                "Read the audit",
                "C . . . R I I A",
                "Whoever answers for services should not review themselves: the QE Manager reads, the Executive answers for its being read.")));
  }

  private static Row row(String name, String codes, String reason) {
    return new Row(
        Activity.called(name),
        Stream.of(codes.split(" ")).map(code -> Cell.of(code, Alphabet.RACI)).toList(),
        reason);
  }
}
