package dev.parallax.server.decisions;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Decision.Consulting;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.Decision.Deciding;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Decision.Verdict;
import dev.parallax.governance.decision.Decision.Withdrawn;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.governance.decision.Outcome;
import dev.parallax.governance.decision.Request.Consulted;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.Command.Verb;
import dev.parallax.server.decisions.DecisionView.AskedBody;
import dev.parallax.server.decisions.DecisionView.Parts;
import dev.parallax.server.decisions.DecisionView.PersonBody;
import dev.parallax.server.decisions.DecisionView.TimeBody;
import dev.parallax.server.decisions.DecisionView.Times;
import dev.parallax.server.shell.Counted;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts decisions into words.
@Singleton
class DecisionViews {
  private final Chairs chairs;
  private final Catalog catalog;
  private final Wording wording;
  private final DecisionSteps steps;
  private final InstantSource clock;

  DecisionViews(
      Chairs chairs, Catalog catalog, Wording wording, DecisionSteps steps, InstantSource clock) {
    this.chairs = chairs;
    this.catalog = catalog;
    this.wording = wording;
    this.steps = steps;
    this.clock = clock;
  }

  /// A decision as somebody sees it.
  ///
  /// @param reader who looks; null for somebody who is not known
  DecisionView view(Kept kept, @Nullable PersonRef reader) {
    Instant now = clock.instant();
    Parts parts = parts(kept, now);
    Act asked = kept.request().asked();
    return new DecisionView(
        kept.id().toString(),
        kept.process(),
        chairs.activity(kept.activity(), kept.service()),
        kept.service().value(),
        catalog.registry().titleOf(kept.service()),
        kept.request().subject(),
        state(kept),
        stateText(kept),
        sentence(kept, parts.turn().stream().map(PersonBody::name).toList()),
        person(asked.who(), asked.as(), "asked for it", kept.request().evidence().trace()),
        times(kept, now),
        parts,
        steps.of(kept),
        reader == null ? List.of() : verbs(kept, reader, now));
  }

  private Times times(Kept kept, Instant now) {
    return new Times(
        time(kept.openedAt()),
        time(kept.dossier().terms().consultUntil()),
        time(kept.dossier().terms().decideBy()),
        kept.decision().isOpen() && kept.dossier().isOverdue(now),
        age(Duration.between(kept.openedAt(), now)));
  }

  private TimeBody time(Instant at) {
    return new TimeBody(at, wording.minute(at));
  }

  /// How long ago something was: minutes, hours or days.
  static String age(Duration age) {
    if (age.toMinutes() < 1) {
      return "less than a minute";
    }
    if (age.toHours() < 1) {
      return Counted.of(age.toMinutes(), "minute", "minutes");
    }
    return age.toDays() < 2
        ? Counted.of(age.toHours(), "hour", "hours")
        : Counted.of(age.toDays(), "day", "days");
  }

  static String state(Kept kept) {
    return switch (kept.decision()) {
      case Consulting _ -> "consulting";
      case Deciding _ -> "deciding";
      case SigningOff _ -> "signing-off";
      case Held _ -> "held";
      case Returned _ -> "returned";
      case Decided decided -> decided.verdict() == Verdict.APPROVED ? "approved" : "rejected";
      case Withdrawn _ -> "withdrawn";
    };
  }

  private static String stateText(Kept kept) {
    return switch (state(kept)) {
      case "consulting" -> "Being asked";
      case "deciding" -> "To be decided";
      case "signing-off" -> "To be signed";
      case "held" -> "Held";
      case "returned" -> "Returned";
      case "approved" -> "Agreed";
      case "rejected" -> "Rejected";
      default -> "Withdrawn";
    };
  }

  /// Whose turn it is, the first one first; nobody where it is over.
  List<Chair> turn(Kept kept, Instant at) {
    return switch (kept.decision()) {
      case Consulting _ ->
          kept.dossier().silent().stream()
              .map(
                  each ->
                      new Chair(
                          each.person(),
                          each.as(),
                          Capability.CONSULT,
                          null,
                          "asked when it was proposed",
                          each.trace()))
              .toList();
      case Deciding _ -> chairs.deciders(kept, at);
      case SigningOff _ -> chairs.over(kept, Capability.SIGN_OFF, at);
      case Held held ->
          List.of(
              new Chair(
                  held.hold().act().who(),
                  held.hold().act().as(),
                  held.hold().act().part(),
                  null,
                  "holds it",
                  List.of()));
      case Returned _ -> chairs.over(kept, Capability.PERFORM, at).stream().limit(1).toList();
      case Decided _, Withdrawn _ -> List.of();
    };
  }

  private Parts parts(Kept kept, Instant now) {
    return new Parts(
        turn(kept, now).stream().map(this::person).toList(),
        chairs.deciders(kept, now).stream().map(this::person).toList(),
        kept.request().consulted().stream().map(each -> asked(kept, each, now)).toList(),
        Stream.concat(
                chairs.over(kept, Capability.INFORM, now).stream(),
                chairs.bystanders(kept, now).stream())
            .map(this::person)
            .toList());
  }

  private AskedBody asked(Kept kept, Consulted each, Instant now) {
    PersonBody who = person(each.person(), each.as(), "is asked", each.trace());
    var opinion = kept.dossier().opinionOf(each.person());
    if (opinion.isPresent()) {
      String stance = opinion.get().stance().name().toLowerCase(Locale.ROOT);
      return new AskedBody(
          who, stance, DecisionSteps.thinks(opinion.get().stance()), opinion.get().act().why());
    }
    var waiver = kept.dossier().waiverOf(each.person());
    if (waiver.isPresent()) {
      return new AskedBody(who, "waived", "is not waited for", waiver.get().act().why());
    }
    return kept.decision().isOpen() && now.isBefore(kept.dossier().terms().consultUntil())
        ? new AskedBody(who, "waiting", "has not answered yet", "")
        : new AskedBody(who, "silent", "did not answer in time", "");
  }

  private PersonBody person(Chair chair) {
    return person(chair.person(), chair.as(), right(chair), chair.trace());
  }

  /// By what right somebody acts, as a phrase.
  String right(Chair chair) {
    PersonRef other = chair.onBehalfOf();
    return other == null ? chair.right() : "on behalf of " + name(other);
  }

  private PersonBody person(PersonRef person, PersonaId as, String right, List<String> why) {
    return new PersonBody(person.value(), name(person), personaName(as), right, why);
  }

  String name(PersonRef person) {
    return catalog.registry().roster().directory().nameOf(person);
  }

  private String personaName(PersonaId id) {
    return catalog.registry().roster().personas().get(id).map(Persona::name).orElse(id.value());
  }

  /// How it stands and whose turn it is.
  ///
  /// @param turn what the people are called whose turn it is
  String sentence(Kept kept, List<String> turn) {
    String names = Counted.listed(turn);
    String somebody = names.isEmpty() ? "nobody, since the seat is vacant" : names;
    return switch (kept.decision()) {
      case Consulting _ ->
          "%s is waiting for %s, until %s."
              .formatted(kept.id(), names, wording.minute(kept.dossier().terms().consultUntil()));
      case Deciding _ ->
          "%s is waiting for %s to decide, by %s."
              .formatted(kept.id(), somebody, wording.minute(kept.dossier().terms().decideBy()));
      case SigningOff signing ->
          "%s is agreed to by %s and is waiting for a second person: %s."
              .formatted(kept.id(), name(signing.approval().act().who()), somebody);
      case Held held ->
          "%s is held by %s%s: %s"
              .formatted(
                  kept.id(),
                  name(held.hold().act().who()),
                  held.hold().until() == null
                      ? ""
                      : " until " + wording.minute(held.hold().until()),
                  DecisionSteps.ended(held.hold().act().why()));
      case Returned returned ->
          "%s is waiting for %s to change it: %s"
              .formatted(kept.id(), somebody, DecisionSteps.ended(returned.by().why()));
      case Decided decided ->
          "%s %s %s on %s."
              .formatted(
                  whoFor(decided.by()),
                  decided.verdict() == Verdict.APPROVED ? "agreed to" : "rejected",
                  kept.id(),
                  wording.minute(decided.by().at()));
      case Withdrawn withdrawn ->
          "%s took %s back on %s."
              .formatted(
                  name(withdrawn.by().who()), kept.id(), wording.minute(withdrawn.by().at()));
    };
  }

  private String whoFor(Act act) {
    PersonRef other = act.onBehalfOf();
    return other == null
        ? name(act.who())
        : "%s, on behalf of %s,".formatted(name(act.who()), name(other));
  }

  /// What a person may do with it now: what the rules accept, tried on the decision itself.
  List<String> verbs(Kept kept, PersonRef reader, Instant now) {
    return Stream.of(Verb.values())
        .filter(verb -> isAccepted(kept, verb, reader, now))
        .map(Verb::word)
        .toList();
  }

  private boolean isAccepted(Kept kept, Verb verb, PersonRef reader, Instant now) {
    Evidence nothing = new Evidence(null, "", List.of());
    Optional<Chair> chair = chairs.of(kept, reader, verb.parts(), now);
    return chair
        .map(each -> probe(kept, verb, each, now).move(each.act(now, "as a trial"), nothing))
        .map(move -> kept.decision().make(move))
        .filter(Outcome.Moved.class::isInstance)
        .isPresent();
  }

  private static Command probe(Kept kept, Verb verb, Chair chair, Instant now) {
    PersonRef somebody =
        verb == Verb.WAIVE && !kept.dossier().silent().isEmpty()
            ? kept.dossier().silent().getFirst().person()
            : new PersonRef("somebody");
    Instant until =
        verb == Verb.EXTEND
            ? kept.dossier().terms().decideBy().plus(Duration.ofDays(1))
            : verb == Verb.HOLD && chair.part() == Capability.CONSULT
                ? now.plus(Duration.ofHours(1))
                : null;
    return new Command(verb, "as a trial", somebody, until);
  }
}
