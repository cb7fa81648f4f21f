package dev.parallax.governance.raci.lint;

import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Says where a matrix is broken, from the matrix and its personas alone. Each rule is a function
/// from a matrix to what it finds; rules that need people are listed in the package's description.
///
/// Origin of the rules: one A and at least one R for each task, one part for each role; the
/// vertical and horizontal reading of a responsibility matrix. RL-02, RL-05, RL-09 and RL-20 are
/// the product's own.
public final class RaciLint {
  private static final List<Function<RaciMatrix, Stream<Finding>>> RULES =
      List.of(
          RowRules::oneAccountable,
          RowRules::accountableIsOnePerson,
          RowRules::someoneResponsible,
          ColumnRules::onePartPerCell,
          RowRules::accountableIsNotLedByResponsible,
          ColumnRules::lettersAreKnown,
          ColumnRules::columnsAreKnown,
          RowRules::rowsAreFilled,
          RowRules::activitiesAreSingleDeeds,
          RowRules::accountableWasAskedBefore,
          ColumnRules::columnsHaveGaps,
          ColumnRules::columnsTakePart,
          RowRules::peopleTalk,
          RowRules::fewAreConsulted,
          RowRules::fewAreInformed,
          RowRules::fewAreResponsible,
          ColumnRules::loadIsSpread);

  private RaciLint() {}

  /// All findings, the worst first, then by rule and from the top of the matrix.
  public static List<Finding> check(RaciMatrix matrix) {
    boolean published = matrix.sameTableAs(ShippedMatrices.published());
    return RULES.stream()
        .flatMap(rule -> rule.apply(matrix))
        .map(finding -> published ? finding.known(Anomalies.numberOf(finding)) : finding)
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::rule))
        .toList();
  }
}
