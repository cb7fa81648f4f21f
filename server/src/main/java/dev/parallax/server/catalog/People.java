package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.backstage.Relation;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.parallaxdev.HolderRef;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.Extension;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.raci.Headers;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.server.federation.Enrolled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the roster (personas, people, assignments) out of documents.
final class People {
  private final Definitions definitions;
  private final Enrolled enrolled;
  private final List<Problem> findings;

  /// @param enrolled whom the identity provider has named
  /// @param findings hears of what does not fit together
  People(Definitions definitions, Enrolled enrolled, List<Problem> findings) {
    this.definitions = definitions;
    this.enrolled = enrolled;
    this.findings = findings;
  }

  Roster roster(Collection<Service> services) {
    Personas personas = personas();
    Belonging belonging = Belonging.of(people(), groups(), enrolled);
    belonging.flaws().forEach(flaw -> finding(new Place("people", 0), flaw));
    Directory directory =
        new Directory(
            belonging.people(),
            belonging.groups(),
            schedules(),
            services.stream()
                .map(service -> new Directory.Placement(service.id(), service.system()))
                .toList());
    Assignments assignments = new Assignments(assignments(personas));
    directory.check().forEach(flaw -> finding(new Place("people", 0), flaw));
    return new Roster(personas, directory, assignments);
  }

  /// The matrices, their headers mapped to the personas of the roster, and who adopted them.
  Matrices matrices(Roster roster) {
    Matrices matrices =
        new Matrices(
            definitions.matrices().stream()
                .map(each -> Headers.mapped(each.value().matrix(), roster.personas()))
                .toList(),
            definitions.adoptions().stream().map(each -> each.value().adoption()).toList(),
            roster.directory()::scopesOf);
    matrices.flaws().forEach(flaw -> finding(new Place("matrices", 0), flaw));
    return matrices;
  }

  private Personas personas() {
    Personas personas = Personas.builtIn();
    for (Located<PersonaDocument> located : definitions.personas()) {
      Extension extension = located.value().extension();
      if (extension != null) {
        personas =
            changed(personas, located, personas.add(List.of(added(located.value(), extension))));
      }
    }
    for (Located<PersonaDocument> located : definitions.personas()) {
      personas = changed(personas, located);
    }
    return personas;
  }

  private static Persona added(PersonaDocument document, Extension extension) {
    return new Persona(
        new PersonaId(document.id()),
        new Persona.Label(extension.name(), null, List.of()),
        new Persona.Charter(extension.decides(), extension.altitude()),
        null,
        new Persona.Origin(Persona.Kind.ORGANISATION, "parallax.dev/v1 Persona " + document.id()));
  }

  private Personas changed(Personas before, Located<PersonaDocument> located) {
    PersonaDocument document = located.value();
    PersonaId id = new PersonaId(document.id());
    Personas personas = before;
    if (document.rename() != null) {
      personas = changed(personas, located, personas.rename(id, document.rename()));
    }
    for (String alias : document.aliases()) {
      personas = changed(personas, located, personas.alias(id, alias));
    }
    for (String merged : document.merge()) {
      personas = changed(personas, located, personas.merge(new PersonaId(merged), id));
    }
    if (document.bestFit() != null) {
      personas =
          changed(personas, located, personas.bestFit(id, new PersonaId(document.bestFit())));
    }
    return personas;
  }

  private Personas changed(
      Personas before, Located<PersonaDocument> located, Personas.Change change) {
    return switch (change) {
      case Personas.Change.Made(Personas personas) -> personas;
      case Personas.Change.Refused(List<Flaw> flaws) -> {
        flaws.forEach(flaw -> finding(located.place(), flaw));
        yield before;
      }
    };
  }

  private List<Directory.Person> people() {
    Map<PersonRef, Directory.Person> people = new TreeMap<>();
    for (Located<Entity> located : definitions.entities()) {
      if (located.value().kind() == Entity.Kind.USER) {
        Directory.Person person = person(located);
        people.putIfAbsent(person.ref(), person);
      }
    }
    return List.copyOf(people.values());
  }

  /// A user, with what the annotations say: `parallax.dev/active: "false"` for somebody who left,
  /// `parallax.dev/machine: "true"` for a program, `parallax.dev/manager: user:x`.
  private Directory.Person person(Located<Entity> located) {
    Entity user = located.value();
    Map<String, String> said = user.annotations();
    return new Directory.Person(
        new PersonRef(user.ref().name()),
        user.title(),
        !"false".equals(said.get("parallax.dev/active")),
        "true".equals(said.get("parallax.dev/machine")),
        manager(located.place(), said.get("parallax.dev/manager")));
  }

  private @Nullable PersonRef manager(Place place, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return new PersonRef(text.replaceFirst("^(?i)user:(default/)?", ""));
    } catch (IllegalArgumentException _) {
      finding(
          place,
          new Flaw(
              "parallax.dev/manager: '%s'".formatted(text),
              "a person",
              "Write e.g. user:anna; until then nobody is known above."));
      return null;
    }
  }

  private List<Directory.Group> groups() {
    Map<String, Set<PersonRef>> members = new TreeMap<>();
    Map<String, Set<String>> nested = new TreeMap<>();
    for (Located<Entity> located : definitions.entities()) {
      Entity entity = located.value();
      String name = entity.ref().name();
      if (entity.kind() == Entity.Kind.GROUP) {
        members.computeIfAbsent(name, _ -> new TreeSet<>());
        entity.related(Relation.Type.MEMBER).forEach(user -> join(members, name, user));
        entity.related(Relation.Type.CHILD).forEach(child -> nest(nested, name, child.name()));
        entity.related(Relation.Type.PARENT).forEach(parent -> nest(nested, parent.name(), name));
      }
      if (entity.kind() == Entity.Kind.USER) {
        entity
            .related(Relation.Type.MEMBER_OF)
            .forEach(group -> join(members, group.name(), entity.ref()));
      }
    }
    List<Directory.Group> groups = new ArrayList<>();
    nested.keySet().forEach(name -> members.computeIfAbsent(name, _ -> new TreeSet<>()));
    members.forEach(
        (name, people) ->
            groups.add(
                new Directory.Group(
                    name, List.copyOf(people), List.copyOf(nested.getOrDefault(name, Set.of())))));
    return groups;
  }

  private static void join(Map<String, Set<PersonRef>> members, String group, EntityRef user) {
    members.computeIfAbsent(group, _ -> new TreeSet<>()).add(new PersonRef(user.name()));
  }

  private static void nest(Map<String, Set<String>> nested, String parent, String child) {
    nested.computeIfAbsent(parent, _ -> new TreeSet<>()).add(child);
  }

  private List<Directory.Schedule> schedules() {
    Map<String, Directory.Schedule> schedules = new TreeMap<>();
    for (Located<ScheduleDocument> located : definitions.schedules()) {
      ScheduleDocument document = located.value();
      schedules.put(
          document.name(),
          new Directory.Schedule(
              document.name(),
              document.shifts().stream()
                  .map(
                      shift ->
                          new Directory.Shift(
                              new PersonRef(shift.user()), shift.from(), shift.until()))
                  .toList()));
    }
    return List.copyOf(schedules.values());
  }

  private List<Assignment> assignments(Personas personas) {
    List<Assignment> assignments = new ArrayList<>();
    for (Located<AssignmentDocument> located : definitions.assignments()) {
      AssignmentDocument document = located.value();
      switch (personas.find(document.persona())) {
        case Personas.Match.Found found ->
            assignments.add(assignment(found.persona().id(), document, located.place()));
        case Personas.Match.Ambiguous _, Personas.Match.Unknown _ ->
            findings.add(
                new Problem(
                    located.place(),
                    Problem.Severity.WARNING,
                    "persona '%s'".formatted(document.persona()),
                    "exactly one registered persona of that name",
                    "Write its id; /people lists them."));
      }
    }
    return assignments;
  }

  private static Assignment assignment(
      PersonaId persona, AssignmentDocument document, Place place) {
    return new Assignment(
        persona,
        holder(document.holder()),
        document.scope().scope(),
        new Assignment.Validity(document.validFrom(), document.validUntil()),
        switch (document.rank()) {
          case PRIMARY -> Assignment.Rank.PRIMARY;
          case PEER -> Assignment.Rank.PEER;
          case DEPUTY -> Assignment.Rank.DEPUTY;
        },
        document.attestedAt(),
        place.file());
  }

  private static Holder holder(HolderRef ref) {
    return switch (ref.kind()) {
      case USER -> new Holder.Person(new PersonRef(ref.name()));
      case GROUP -> new Holder.Group(ref.name());
      case SCHEDULE -> new Holder.Schedule(ref.name());
      case SERVICE -> new Holder.ServiceHolder(new ServiceId(ref.name()), null);
    };
  }

  private void finding(Place place, Flaw flaw) {
    findings.add(
        new Problem(place, Problem.Severity.WARNING, flaw.found(), flaw.expected(), flaw.remedy()));
  }
}
