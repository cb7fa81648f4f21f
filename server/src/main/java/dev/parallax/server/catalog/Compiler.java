package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.backstage.Relation;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.Value;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Roster;
import dev.parallax.server.federation.Enrolled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes the registry out of everything that is registered.
final class Compiler {
  private final Definitions definitions;
  private final List<Problem> findings;
  private final Enrolled enrolled;
  private final SortedMap<ServiceId, Service> services = new TreeMap<>();
  private final Map<EntityRef, ServiceId> serviceOf = new HashMap<>();
  private final Map<EntityRef, List<EntityRef>> providersOf = new HashMap<>();
  private final Map<EntityRef, List<EntityRef>> neededBy = new HashMap<>();

  Compiler(Definitions definitions, List<Problem> remarks, Enrolled enrolled) {
    this.enrolled = enrolled;
    this.definitions = definitions;
    this.findings = new ArrayList<>(remarks);
  }

  Registry compile(long revision, SortedMap<SloId, SloHistory> slos) {
    components();
    openSloServices();
    slos.values().forEach(history -> mention(history.versions().getLast().slo().service()));
    SortedMap<SloId, Registry.NotMeasured> notMeasured = notMeasured();
    notMeasured.values().forEach(each -> mention(each.service()));
    People people = new People(definitions, enrolled, findings);
    Roster roster = people.roster(services.values());
    return new Registry(
        revision,
        services,
        slos,
        notMeasured,
        dataSources(),
        roster,
        people.matrices(roster),
        mails(),
        findings);
  }

  /// The provider's address counts; who left gets no mail.
  private SortedMap<PersonRef, String> mails() {
    SortedMap<PersonRef, String> mails = new TreeMap<>();
    for (Located<Entity> located : definitions.entities()) {
      String mail = located.value().traits().email();
      if (located.value().kind() == Entity.Kind.USER && mail != null) {
        mails.putIfAbsent(new PersonRef(located.value().ref().name()), mail);
      }
    }
    enrolled.people().stream()
        .filter(each -> !each.active())
        .forEach(each -> mails.remove(each.ref()));
    mails.putAll(enrolled.mails());
    return mails;
  }

  private void mention(ServiceId id) {
    services.computeIfAbsent(id, Service::mentioned);
  }

  private void components() {
    for (Located<Entity> located : definitions.entities()) {
      if (located.value().kind() == Entity.Kind.COMPONENT) {
        id(located).ifPresent(id -> serviceOf.put(located.value().ref(), id));
      }
      index(located.value(), Relation.Type.PROVIDES_API, providersOf);
      index(located.value(), Relation.Type.DEPENDENCY_OF, neededBy);
    }
    for (Located<Entity> located : definitions.entities()) {
      ServiceId id = serviceOf.get(located.value().ref());
      if (id != null) {
        services.putIfAbsent(id, service(id, located));
      }
    }
  }

  /// Who names an entity by a relation, by that entity.
  private static void index(
      Entity entity, Relation.Type relation, Map<EntityRef, List<EntityRef>> by) {
    entity
        .related(relation)
        .forEach(to -> by.computeIfAbsent(to, _ -> new ArrayList<>()).add(entity.ref()));
  }

  private Optional<ServiceId> id(Located<Entity> located) {
    try {
      return Optional.of(new ServiceId(located.value().ref().name()));
    } catch (IllegalArgumentException refusal) {
      finding(
          located.place(),
          "component '%s'".formatted(located.value().ref()),
          String.valueOf(refusal.getMessage()));
      return Optional.empty();
    }
  }

  private Service service(ServiceId id, Located<Entity> located) {
    Entity entity = located.value();
    TreeSet<ServiceId> needs = new TreeSet<>();
    for (EntityRef ref : entity.related(Relation.Type.DEPENDS_ON)) {
      addService(needs, ref, id);
    }
    for (EntityRef api : entity.related(Relation.Type.CONSUMES_API)) {
      providersOf.getOrDefault(api, List.of()).forEach(each -> addService(needs, each, id));
    }
    neededBy.getOrDefault(entity.ref(), List.of()).forEach(each -> addService(needs, each, id));
    Entity.Traits traits = entity.traits();
    return new Service(
        id,
        entity.title(),
        orEmpty(entity.description()),
        entity.related(Relation.Type.SYSTEM).stream().map(EntityRef::name).findFirst().orElse(null),
        owner(located),
        traits.tier(),
        traits.lifecycle(),
        needs);
  }

  /// Letter by letter: one owner in two spellings is a finding.
  private static @Nullable String owner(Located<Entity> located) {
    return located
        .node()
        .get("spec")
        .filter(Node.Mapping.class::isInstance)
        .flatMap(spec -> ((Node.Mapping) spec).text("owner"))
        .map(String::strip)
        .filter(owner -> !owner.isEmpty())
        .orElse(null);
  }

  private void addService(Set<ServiceId> needs, EntityRef ref, ServiceId self) {
    ServiceId needed = serviceOf.get(ref);
    if (needed != null && !needed.equals(self)) {
      needs.add(needed);
    }
  }

  private void openSloServices() {
    for (Located<OpenSlo> located : definitions.openSlo()) {
      if (located.value() instanceof OpenSlo.Service service) {
        try {
          ServiceId id = new ServiceId(service.name());
          String title = service.metadata().displayName();
          services.putIfAbsent(
              id,
              new Service(
                  id,
                  title == null ? service.name() : title,
                  orEmpty(service.description()),
                  null,
                  null,
                  null,
                  null,
                  new TreeSet<>()));
        } catch (IllegalArgumentException refusal) {
          finding(
              located.place(),
              "service '%s'".formatted(service.name()),
              String.valueOf(refusal.getMessage()));
        }
      }
    }
  }

  private SortedMap<SloId, Registry.NotMeasured> notMeasured() {
    SortedMap<SloId, Registry.NotMeasured> found = new TreeMap<>();
    for (Located<MappedSlo> located : definitions.slos()) {
      if (located.value()
          instanceof MappedSlo.NotMeasured(SloId id, ServiceId service, String reason)) {
        found.put(id, new Registry.NotMeasured(id, service, reason));
      }
    }
    return found;
  }

  private SortedMap<String, Registry.DataSource> dataSources() {
    SortedMap<String, Registry.DataSource> found = new TreeMap<>();
    for (Located<OpenSlo> located : definitions.openSlo()) {
      if (located.value() instanceof OpenSlo.DataSource source) {
        Map<String, String> connection = new TreeMap<>();
        flatten(source.connectionDetails(), connection);
        found.put(
            source.name(),
            new Registry.DataSource(
                source.name(),
                source.type().toLowerCase(Locale.ROOT),
                connection.get("url"),
                connection));
      }
    }
    return found;
  }

  /// Connection details are a mapping, or a list of mappings of one key; both are met.
  private static void flatten(Value details, Map<String, String> into) {
    switch (details) {
      case Value.Mapping(Map<String, Value> entries) ->
          entries.forEach(
              (key, value) -> {
                if (value instanceof Value.Scalar(_, String text)) {
                  into.put(key.toLowerCase(Locale.ROOT), text);
                }
              });
      case Value.Sequence(List<Value> items) -> items.forEach(item -> flatten(item, into));
      case Value.Scalar _ -> {}
    }
  }

  private void finding(Place place, String found, String why) {
    findings.add(
        new Problem(place, Problem.Severity.WARNING, found, "a name that services can have", why));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
