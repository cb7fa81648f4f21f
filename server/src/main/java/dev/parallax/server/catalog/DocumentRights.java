package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which documents the caller may register. Each kind is part of an activity of keeping Parallax,
/// and takes a seat in it at every service in which the document has a say, before and after.
///
/// What is registered of a service is its catalogue; where it is measured, its signals; who holds
/// what, the register; who has which part in what, the matrix. What changes the matrix that holds
/// waits beyond that for who answers for it ([ChangeGate]).
@Singleton
class DocumentRights {
  private final Provider<Gatekeeper> gatekeeper;
  private final Calling calling;
  private final Audit audit;

  DocumentRights(Provider<Gatekeeper> gatekeeper, Calling calling, Audit audit) {
    this.gatekeeper = gatekeeper;
    this.calling = calling;
    this.audit = audit;
  }

  /// What registering a document takes.
  ///
  /// @param services at each of which; none: at any
  private record Need(String activity, Demands.Deed deed, NavigableSet<ServiceId> services) {}

  private record Question(String activity, Demands.Deed deed, @Nullable String service) {}

  /// Those of the changed documents that the caller may not register, each with the reason.
  Map<DefinitionStore.Key, String> refused(
      Collection<DefinitionStore.Row> changes, Definitions sent, Snapshot registered) {
    Map<DefinitionStore.Key, String> refused = new LinkedHashMap<>();
    if (!(calling.caller() instanceof Caller.Member member)
        || member.person().equals(Tokens.THIS_MACHINE)) {
      return refused;
    }
    Touched touched = new Touched(registered.registry(), registered.all().value().openSlo());
    Map<DefinitionStore.Key, List<Need>> after = needs(sent, touched);
    Map<Question, Gatekeeper.Ruling> asked = new HashMap<>();
    for (DefinitionStore.Row change : changes) {
      List<Need> all = new ArrayList<>(after.getOrDefault(change.key(), List.of()));
      Definitions before = registered.documents().said(change.key());
      all.addAll(needs(before, touched).getOrDefault(change.key(), List.of()));
      all.stream()
          .flatMap(need -> objection(member, need, asked).stream())
          .findFirst()
          .ifPresent(reason -> refused.put(change.key(), reason));
    }
    return refused;
  }

  /// Writes down what was refused, in one event.
  void record(List<Applied.Result> refused) {
    if (!refused.isEmpty()) {
      String names =
          refused.stream()
              .map(each -> each.kind() + "/" + each.name())
              .collect(Collectors.joining(", "));
      audit.record(audit.event(names, AuditEvent.Outcome.REFUSED, refused.getFirst().reason(), ""));
    }
  }

  private Optional<String> objection(
      Caller.Member member, Need need, Map<Question, Gatekeeper.Ruling> asked) {
    List<Question> questions =
        need.services().isEmpty()
            ? List.of(new Question(need.activity(), need.deed(), null))
            : need.services().stream()
                .map(each -> new Question(need.activity(), need.deed(), each.value()))
                .toList();
    for (Question question : questions) {
      switch (asked.computeIfAbsent(question, each -> ruling(member, each))) {
        case Gatekeeper.Ruling.Allowed allowed -> calling.may(allowed);
        case Gatekeeper.Ruling.Denied(String reason) -> {
          return Optional.of(reason);
        }
        case Gatekeeper.Ruling.Hidden() -> {
          return Optional.of("It has a say in what you do not see.");
        }
      }
    }
    return Optional.empty();
  }

  private Gatekeeper.Ruling ruling(Caller.Member member, Question question) {
    return gatekeeper
        .get()
        .rule(
            member,
            new Gatekeeper.Demand(
                question.activity(),
                question.deed(),
                question.service() == null ? Demands.Of.NOTHING : Demands.Of.SERVICE,
                question.service()));
  }

  private static Map<DefinitionStore.Key, List<Need>> needs(Definitions of, Touched touched) {
    Map<DefinitionStore.Key, List<Need>> needs = new HashMap<>();
    of.openSlo()
        .forEach(
            each -> needs.put(Documents.key(each.value()), List.of(need(each.value(), touched))));
    of.entities()
        .forEach(
            each ->
                needs.put(Documents.key(each.value()), List.copyOf(needs(each.value(), touched))));
    for (Located<PersonaDocument> each : of.personas()) {
      needs.put(
          new DefinitionStore.Key("Persona", each.value().id()),
          List.of(register(touched.everything())));
    }
    for (Located<ScheduleDocument> each : of.schedules()) {
      needs.put(
          new DefinitionStore.Key("Schedule", each.value().name()),
          List.of(register(touched.by(each.value()))));
    }
    for (Located<MatrixDocument> each : of.matrices()) {
      needs.put(
          new DefinitionStore.Key("ResponsibilityMatrix", each.value().key()),
          List.of(matrix(touched.by(each.value()))));
    }
    for (Located<AdoptionDocument> each : of.adoptions()) {
      needs.put(
          new DefinitionStore.Key("MatrixAdoption", each.value().name()),
          List.of(matrix(touched.by(each.value()))));
    }
    for (Located<AssignmentDocument> each : of.assignments()) {
      if (Documents.isOwn(each)) {
        needs.put(Documents.key(each.value()), List.of(register(touched.by(each.value()))));
      }
    }
    return needs;
  }

  private static Need need(OpenSlo object, Touched touched) {
    String activity = object instanceof OpenSlo.DataSource ? "connect-signals" : "keep-catalogue";
    return new Need(activity, Demands.Deed.PERFORM, touched.by(object));
  }

  /// People and groups are the register; what is built is the catalogue, and the register as well
  /// where it names who fills a persona.
  private static List<Need> needs(Entity entity, Touched touched) {
    NavigableSet<ServiceId> services = touched.by(entity);
    Need catalogue = new Need("keep-catalogue", Demands.Deed.PERFORM, services);
    return switch (entity.kind()) {
      case USER, GROUP -> List.of(register(services));
      case COMPONENT, SYSTEM, DOMAIN, API, RESOURCE ->
          entity.assignments().isEmpty()
              ? List.of(catalogue)
              : List.of(catalogue, register(services));
    };
  }

  private static Need register(NavigableSet<ServiceId> services) {
    return new Need("keep-register", Demands.Deed.PERFORM, services);
  }

  private static Need matrix(NavigableSet<ServiceId> services) {
    return new Need("keep-matrix", Demands.Deed.PERFORM, services);
  }
}
