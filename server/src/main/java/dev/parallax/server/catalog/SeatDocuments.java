package dev.parallax.server.catalog;

import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.RaciMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which documents change who sits where: adoptions; matrices that come into force by being
/// registered; assignments, in documents of their own and in annotations. A service that is new
/// says itself who holds it.
///
/// @param earlier everything that is registered
/// @param after everything, the changes among it
record SeatDocuments(Registry before, Definitions earlier, Definitions after) {
  private static final String MATRIX = "keep-matrix";
  private static final String REGISTER = "keep-register";
  private static final Scope ORGANISATION = new Scope.Organisation();

  private record Matter(String activity, Scope scope) {}

  /// The changes among documents, by what they change and in which scope.
  List<ChangeGate.Change> changes(List<DefinitionStore.Row> rows) {
    Map<Matter, List<SourceFile>> changes = new LinkedHashMap<>();
    for (DefinitionStore.Row row : rows) {
      matter(row)
          .ifPresent(
              matter ->
                  changes.computeIfAbsent(matter, _ -> new ArrayList<>()).add(Documents.file(row)));
    }
    return changes.entrySet().stream()
        .<ChangeGate.Change>map(
            each ->
                new ChangeGate.Change.OfSeats(
                    each.getKey().activity(), each.getKey().scope(), each.getValue()))
        .toList();
  }

  private Optional<Matter> matter(DefinitionStore.Row row) {
    return switch (row.key().kind()) {
      case "MatrixAdoption" ->
          widest(
                  Stream.of(earlier, after)
                      .flatMap(each -> adoption(each, row.key().name()))
                      .map(Adoption::scope))
              .map(scope -> new Matter(MATRIX, scope));
      case "ResponsibilityMatrix" ->
          matrix(row.key().name())
              .flatMap(matrix -> widest(whereItComesIntoForce(matrix)))
              .map(scope -> new Matter(MATRIX, scope));
      default -> widest(reassigned(row)).map(scope -> new Matter(REGISTER, scope));
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

  private Stream<Scope> reassigned(DefinitionStore.Row row) {
    boolean own = row.key().kind().equals("Assignment");
    if (!own && row.version() == 1) {
      return Stream.empty();
    }
    String path = Documents.file(row).path();
    List<AssignmentDocument> was = assignments(earlier, path);
    List<AssignmentDocument> becomes = assignments(after, path);
    return was.equals(becomes)
        ? Stream.empty()
        : Stream.concat(was.stream(), becomes.stream())
            .map(each -> each.scope().scope())
            .filter(this::isRegistered);
  }

  private static List<AssignmentDocument> assignments(Definitions in, String path) {
    return in.assignments().stream()
        .filter(each -> Objects.equals(each.place().file(), path))
        .map(Located::value)
        .toList();
  }

  private boolean isRegistered(Scope scope) {
    return !(scope instanceof Scope.ServiceScope(var service))
        || before.service(service).isPresent();
  }
}
