package dev.parallax.formats.raci;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Personas.Match;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Maps headers to personas. The whole header is looked up by id, name and alias; then its parts
/// between slashes. Where some part means nothing, the parts that do mean something come near only:
/// they are best fits, unless the whole header is itself a name.
public final class Headers {
  private static final Pattern SLASH = Pattern.compile("\\s*/\\s*");

  private Headers() {}

  /// A matrix whose columns without personas stand for those that their headers name.
  public static RaciMatrix mapped(RaciMatrix matrix, Personas personas) {
    return matrix.withColumns(
        matrix.columns().stream()
            .map(each -> each.personas().isEmpty() ? column(each.header(), personas) : each)
            .toList());
  }

  static Column column(String header, Personas personas) {
    List<Fit> fits = new ArrayList<>();
    found(header, personas).ifPresent(id -> fits.add(new Fit(id, false)));
    List<Optional<PersonaId>> parts =
        Stream.of(SLASH.split(header)).map(part -> found(part, personas)).toList();
    boolean near = parts.stream().anyMatch(Optional::isEmpty);
    parts.stream()
        .flatMap(Optional::stream)
        .filter(id -> fits.stream().noneMatch(fit -> fit.persona().equals(id)))
        .distinct()
        .forEach(id -> fits.add(new Fit(id, near)));
    return new Column(header, fits);
  }

  private static Optional<PersonaId> found(String name, Personas personas) {
    return switch (personas.find(name)) {
      case Match.Found(var persona) -> Optional.of(persona.id());
      case Match.Ambiguous _, Match.Unknown _ -> Optional.empty();
    };
  }
}
