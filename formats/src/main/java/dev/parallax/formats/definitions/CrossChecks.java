package dev.parallax.formats.definitions;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problems;
import dev.parallax.formats.backstage.CatalogueCheck;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.References;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Checks that documents of all formats fit together.
final class CrossChecks {
  private final Definitions definitions;
  private final KnownNames known;
  private final Problems problems;

  CrossChecks(Definitions definitions, KnownNames known, Problems problems) {
    this.definitions = definitions;
    this.known = known;
    this.problems = problems;
  }

  void run() {
    duplicates(
        definitions.openSlo(),
        object -> object.kind().word() + " '" + object.name().toLowerCase(Locale.ROOT) + "'");
    duplicates(
        definitions.entities(), entity -> entity.kind().word() + " '" + entity.ref().name() + "'");
    duplicates(definitions.personas(), persona -> "Persona '" + persona.id() + "'");
    duplicates(definitions.matrices(), matrix -> "ResponsibilityMatrix '" + matrix.key() + "'");
    duplicates(definitions.adoptions(), adoption -> "MatrixAdoption '" + adoption.name() + "'");
    duplicates(definitions.schedules(), schedule -> "Schedule '" + schedule.name() + "'");
    References.check(definitions.openSlo(), known.openSlo(), problems);
    CatalogueCheck.check(definitions.entities(), known.entities(), problems);
    services();
    personas();
    overlaps();
    new MatrixChecks(definitions, known, problems).run();
  }

  /// The same name twice: an error, unless both say the same.
  private <T> void duplicates(List<Located<T>> all, Function<T, String> name) {
    Map<String, Located<T>> first = new HashMap<>();
    for (Located<T> located : all) {
      String key = name.apply(located.value());
      Located<T> before = first.putIfAbsent(key, located);
      if (before == null) {
        continue;
      }
      String found = "%s a second time (first at %s)".formatted(key, before.place());
      if (before.value().equals(located.value())) {
        problems.warning(
            located.place(), found, "each name once; both say the same", "Remove one of them.");
      } else {
        problems.error(
            located.place(),
            found,
            "each name once, because it cannot be both",
            "Rename or remove one of them.");
      }
    }
  }

  /// OpenSLO leaves open whether `service` names a Service object: an unknown one is a remark.
  private void services() {
    Set<String> services = new TreeSet<>(known.services());
    for (Located<OpenSlo> located : definitions.openSlo()) {
      if (located.value() instanceof OpenSlo.Service service) {
        services.add(service.name().toLowerCase(Locale.ROOT));
      }
    }
    definitions.entities().stream()
        .map(Located::value)
        .filter(entity -> entity.kind() == Entity.Kind.COMPONENT)
        .forEach(entity -> services.add(entity.ref().name()));
    for (Located<OpenSlo> located : definitions.openSlo()) {
      if (located.value() instanceof OpenSlo.Slo slo
          && !services.contains(slo.service().toLowerCase(Locale.ROOT))) {
        problems.warning(
            located.place("spec", "service"),
            "SLO '%s': service: '%s'".formatted(slo.name(), slo.service()),
            "a Service or a Component of these files or registered before",
            Nearest.hint(slo.service(), services, "It is registered as a service with this SLO."));
      }
    }
  }

  private void personas() {
    Set<String> personas = new TreeSet<>(known.personas());
    for (Located<PersonaDocument> located : definitions.personas()) {
      PersonaDocument persona = located.value();
      if (persona.extension() != null) {
        personas.add(persona.id());
      }
      persona.aliases().forEach(alias -> personas.add(alias.toLowerCase(Locale.ROOT)));
    }
    for (Located<AssignmentDocument> located : definitions.assignments()) {
      checkPersona(place(located), "Assignment: persona", located.value().persona(), personas);
    }
    for (Located<PersonaDocument> located : definitions.personas()) {
      PersonaDocument persona = located.value();
      String subject = "Persona '%s'".formatted(persona.id());
      if (persona.extension() == null) {
        checkPersona(located.place("metadata", "name"), subject, persona.id(), personas);
      }
      Stream.concat(persona.merge().stream(), Stream.ofNullable(persona.bestFit()))
          .forEach(
              id -> checkPersona(located.place("spec"), subject + ": refers to", id, personas));
    }
  }

  private void checkPersona(Place place, String subject, String id, Set<String> personas) {
    if (!personas.contains(id)) {
      problems.error(
          place,
          "%s: unknown persona '%s'".formatted(subject, id),
          "one of " + String.join(", ", personas),
          Nearest.hint(id, personas, "Correct it, or define it by a Persona with an extension."));
    }
  }

  /// The same holder in the same persona and scope twice at one instant.
  private void overlaps() {
    Map<String, List<Located<AssignmentDocument>>> groups = new HashMap<>();
    for (Located<AssignmentDocument> later : definitions.assignments()) {
      AssignmentDocument assignment = later.value();
      String key = assignment.persona() + " " + assignment.holder() + " " + assignment.scope();
      List<Located<AssignmentDocument>> earlier =
          groups.computeIfAbsent(key, _ -> new ArrayList<>());
      earlier.stream()
          .filter(before -> before.value().overlaps(assignment))
          .findFirst()
          .ifPresent(before -> overlap(before, later));
      earlier.add(later);
    }
  }

  private void overlap(Located<AssignmentDocument> before, Located<AssignmentDocument> later) {
    AssignmentDocument assignment = later.value();
    problems.error(
        place(later),
        "%s is %s for %s a second time (first at %s)"
            .formatted(
                assignment.holder(), assignment.persona(), assignment.scope(), place(before)),
        "validities that do not overlap, because it is said once who fills a persona when",
        "Let the first end (validUntil) where the second begins (validFrom), or remove one.");
  }

  /// The line of an annotation, or of a document.
  private static Place place(Located<AssignmentDocument> located) {
    String annotation = "parallax.dev/persona." + located.value().persona();
    return located.node().entries().stream()
        .filter(entry -> entry.key().equalsIgnoreCase(annotation))
        .map(Node.Entry::keyPlace)
        .findFirst()
        .orElse(located.place());
  }
}
