package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Slo;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.backstage.Relation;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.RefOr;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which registered services a document has a say in, as things are registered now. None: it has a
/// say in no service yet.
final class Touched {
  private final Registry registry;
  private final Collection<Located<OpenSlo>> openSlo;
  private final Map<Scope, NavigableSet<ServiceId>> reach = new HashMap<>();

  /// @param openSlo the objects that are registered
  Touched(Registry registry, Collection<Located<OpenSlo>> openSlo) {
    this.registry = registry;
    this.openSlo = openSlo;
  }

  NavigableSet<ServiceId> by(OpenSlo object) {
    return switch (object) {
      case OpenSlo.Service service -> named(service.name());
      case OpenSlo.Slo slo -> named(slo.service());
      case OpenSlo.Sli sli -> using(slo -> refersTo(slo, sli.name()));
      case OpenSlo.DataSource source -> measuredBy(source.name());
      case OpenSlo.AlertPolicy _, OpenSlo.AlertCondition _, OpenSlo.NotificationTarget _ ->
          new TreeSet<>();
    };
  }

  NavigableSet<ServiceId> by(Entity entity) {
    return switch (entity.kind()) {
      case COMPONENT -> named(entity.ref().name());
      case SYSTEM -> in(new Scope.SystemScope(entity.ref().name()));
      case USER -> person(entity);
      case GROUP -> group(entity);
      case DOMAIN, API, RESOURCE -> new TreeSet<>();
    };
  }

  NavigableSet<ServiceId> by(AssignmentDocument assignment) {
    return in(assignment.scope().scope());
  }

  NavigableSet<ServiceId> by(ScheduleDocument schedule) {
    return held(holder -> holder.equals(new Holder.Schedule(schedule.name())));
  }

  NavigableSet<ServiceId> by(AdoptionDocument document) {
    return in(document.adoption().scope());
  }

  /// A template has a say where it is adopted.
  NavigableSet<ServiceId> by(MatrixDocument document) {
    NavigableSet<ServiceId> touched = new TreeSet<>();
    registry.matrices().adoptions().stream()
        .filter(each -> each.template().toString().equals(document.key()))
        .forEach(each -> touched.addAll(in(each.scope())));
    return touched;
  }

  NavigableSet<ServiceId> everything() {
    return new TreeSet<>(registry.services().keySet());
  }

  private NavigableSet<ServiceId> named(String name) {
    NavigableSet<ServiceId> touched = new TreeSet<>();
    registry.named(name).map(Service::id).ifPresent(touched::add);
    return touched;
  }

  /// What covers a system without services may cover any service tomorrow.
  private NavigableSet<ServiceId> in(Scope scope) {
    NavigableSet<ServiceId> touched = reach().getOrDefault(scope, new TreeSet<>());
    return touched.isEmpty() && scope instanceof Scope.SystemScope ? everything() : touched;
  }

  /// The services that each scope covers.
  private Map<Scope, NavigableSet<ServiceId>> reach() {
    if (reach.isEmpty()) {
      for (ServiceId service : registry.services().keySet()) {
        for (Scope scope : registry.roster().directory().scopesOf(service)) {
          reach.computeIfAbsent(scope, _ -> new TreeSet<>()).add(service);
        }
      }
    }
    return reach;
  }

  private NavigableSet<ServiceId> using(Predicate<OpenSlo.Slo> uses) {
    NavigableSet<ServiceId> touched = new TreeSet<>();
    for (Located<OpenSlo> each : openSlo) {
      if (each.value() instanceof OpenSlo.Slo slo && uses.test(slo)) {
        touched.addAll(named(slo.service()));
      }
    }
    return touched;
  }

  private static boolean refersTo(OpenSlo.Slo slo, String sli) {
    return Stream.concat(
            Stream.ofNullable(slo.indicator()),
            slo.objectives().stream().flatMap(each -> Stream.ofNullable(each.indicator())))
        .anyMatch(each -> each instanceof RefOr.Ref<OpenSlo.Sli>(String name) && name.equals(sli));
  }

  private NavigableSet<ServiceId> measuredBy(String source) {
    NavigableSet<ServiceId> touched = new TreeSet<>();
    registry.slos().values().stream()
        .map(history -> history.versions().getLast().slo())
        .filter(slo -> isMeasuredBy(slo, source))
        .forEach(slo -> touched.add(slo.service()));
    return touched;
  }

  private static boolean isMeasuredBy(Slo slo, String source) {
    return slo.slis().values().stream()
        .flatMap(Touched::sources)
        .anyMatch(each -> each.equals(source));
  }

  private static Stream<String> sources(Sli sli) {
    return switch (sli) {
      case Sli.Ratio(_, var part, var total, _) ->
          Stream.of(part, total).flatMap(query -> Stream.ofNullable(query.dataSource()));
      case Sli.Threshold(var query, _, _) -> Stream.ofNullable(query.dataSource());
      case Sli.RawRatio(var query, _) -> Stream.ofNullable(query.dataSource());
    };
  }

  /// Where a person holds something: by themselves, on duty, and through groups that they are in or
  /// come into.
  private NavigableSet<ServiceId> person(Entity user) {
    PersonRef person = new PersonRef(user.ref().name());
    Directory directory = registry.roster().directory();
    Set<String> groups = names(user, Relation.Type.MEMBER_OF);
    directory.groups().stream()
        .filter(group -> group.members().contains(person))
        .forEach(group -> groups.add(group.name()));
    Set<String> above = above(groups);
    return held(
        holder ->
            switch (holder) {
              case Holder.Person(PersonRef each) -> each.equals(person);
              case Holder.Group(String group) -> above.contains(group);
              case Holder.Schedule(String name) -> isOnDuty(directory, name, person);
              case Holder.ServiceHolder _ -> false;
            });
  }

  private static boolean isOnDuty(Directory directory, String schedule, PersonRef person) {
    return directory
        .schedule(schedule)
        .filter(each -> each.shifts().stream().anyMatch(shift -> shift.person().equals(person)))
        .isPresent();
  }

  private NavigableSet<ServiceId> group(Entity group) {
    Set<String> groups = names(group, Relation.Type.PARENT);
    groups.add(group.ref().name());
    Set<String> above = above(groups);
    return held(holder -> holder instanceof Holder.Group(String name) && above.contains(name));
  }

  private static Set<String> names(Entity entity, Relation.Type relation) {
    Set<String> names = new HashSet<>();
    entity.related(relation).stream().map(EntityRef::name).forEach(names::add);
    return names;
  }

  /// These groups and all that they are in.
  private Set<String> above(Set<String> groups) {
    Set<String> above = new HashSet<>(groups);
    boolean more = true;
    while (more) {
      more = false;
      for (Directory.Group each : registry.roster().directory().groups()) {
        if (each.groups().stream().anyMatch(above::contains)) {
          more |= above.add(each.name());
        }
      }
    }
    return above;
  }

  private NavigableSet<ServiceId> held(Predicate<Holder> by) {
    NavigableSet<ServiceId> touched = new TreeSet<>();
    registry.roster().assignments().stream()
        .filter(each -> by.test(each.holder()))
        .map(Assignment::scope)
        .distinct()
        .forEach(scope -> touched.addAll(in(scope)));
    return touched;
  }
}
