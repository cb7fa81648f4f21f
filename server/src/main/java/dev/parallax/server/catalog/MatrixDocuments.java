package dev.parallax.server.catalog;

import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.RaciMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which documents change the matrix that holds: adoptions, and matrices that come into force
/// by being registered.
///
/// @param earlier everything that is registered
/// @param after everything, the changes among it
record MatrixDocuments(Registry before, Definitions earlier, Definitions after) {
  private static final Scope ORGANISATION = new Scope.Organisation();

  /// The changes among documents, by scope.
  List<ChangeGate.Change> changes(List<DefinitionStore.Row> rows) {
    Map<Scope, List<SourceFile>> changes = new LinkedHashMap<>();
    for (DefinitionStore.Row row : rows) {
      scope(row)
          .ifPresent(
              scope ->
                  changes.computeIfAbsent(scope, _ -> new ArrayList<>()).add(Documents.file(row)));
    }
    return changes.entrySet().stream()
        .<ChangeGate.Change>map(
            each -> new ChangeGate.Change.OfMatrix(each.getKey(), each.getValue()))
        .toList();
  }

  private Optional<Scope> scope(DefinitionStore.Row row) {
    return switch (row.key().kind()) {
      case "MatrixAdoption" ->
          widest(
              Stream.of(earlier, after)
                  .flatMap(each -> adoption(each, row.key().name()))
                  .map(Adoption::scope));
      case "ResponsibilityMatrix" ->
          matrix(row.key().name()).flatMap(matrix -> widest(whereItComesIntoForce(matrix)));
      default -> Optional.empty();
    };
  }

  /// The one scope, or the organisation where there are several.
  private static Optional<Scope> widest(Stream<Scope> scopes) {
    Set<Scope> all = scopes.collect(Collectors.toSet());
    return all.size() > 1 ? Optional.of(ORGANISATION) : all.stream().findFirst();
  }

  private static Stream<Adoption> adoption(Definitions in, String name) {
    return in.adoptions().stream()
        .map(Located::value)
        .filter(each -> each.name().equals(name))
        .map(AdoptionDocument::adoption);
  }

  private Optional<RaciMatrix> matrix(String key) {
    return after.matrices().stream()
        .map(Located::value)
        .filter(each -> each.key().equals(key))
        .map(MatrixDocument::matrix)
        .findFirst();
  }

  /// A version that somebody adopted before it was there, or one that comes with Parallax and is
  /// replaced. Any other is in force when it is adopted.
  private Stream<Scope> whereItComesIntoForce(RaciMatrix matrix) {
    List<String> versions =
        before.matrices().versions(matrix.id()).stream().map(RaciMatrix::version).toList();
    if (versions.contains(matrix.version())) {
      return Stream.of(ORGANISATION);
    }
    return earlier.adoptions().stream()
        .map(each -> each.value().adoption())
        .filter(each -> each.template().id().equals(matrix.id()))
        .filter(each -> !versions.contains(each.template().version()))
        .map(Adoption::scope);
  }
}
