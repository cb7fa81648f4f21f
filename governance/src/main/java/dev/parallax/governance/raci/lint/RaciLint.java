package dev.parallax.governance.raci.lint;

import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says where a matrix is broken, from the matrix and its personas alone. Each rule is a function
/// from a matrix to what it finds; [Rules] says what each asks.
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
          ColumnRules::loadIsSpread,
          RaciLint::documentsAgree);

  /// By severity, then by rule.
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding::rule);

  private RaciLint() {}

  /// All findings of the matrix itself, the worst first, then by rule and from the top.
  public static List<Finding> check(RaciMatrix matrix) {
    return sorted(found(matrix));
  }

  /// The same, and what is seen only beside an organisation's personas and what runs there.
  ///
  /// @param run the activities that something in the product is bound to
  public static List<Finding> check(RaciMatrix matrix, Personas personas, Set<String> run) {
    Set<PersonaId> known =
        personas.all().stream().map(Persona::id).collect(Collectors.toUnmodifiableSet());
    return sorted(
        Stream.of(
                found(matrix),
                ColumnRules.personasAreKnown(matrix, known),
                RowRules.somethingRunsIt(matrix, run))
            .flatMap(each -> each));
  }

  private static Stream<Finding> found(RaciMatrix matrix) {
    boolean published = matrix.sameFrameAs(ShippedMatrices.published());
    return RULES.stream()
        .flatMap(rule -> rule.apply(matrix))
        .map(
            finding ->
                published && finding.anomaly() == null
                    ? finding.known(Catalogue.numberOf(finding))
                    : finding);
  }

  private static Stream<Finding> documentsAgree(RaciMatrix matrix) {
    if (matrix.sameFrameAs(ShippedMatrices.published())) {
      return Catalogue.ofPublished(matrix);
    }
    return matrix.sameFrameAs(ShippedMatrices.reconciled())
        ? Catalogue.ofReconciled()
        : Stream.of();
  }

  static List<Finding> sorted(Stream<Finding> findings) {
    return findings.sorted(WORST_FIRST).toList();
  }
}
