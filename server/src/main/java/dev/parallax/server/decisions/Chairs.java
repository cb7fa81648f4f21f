package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Ladder.Rung;
import dev.parallax.governance.decision.Move.Delegate;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.governance.seat.Standing;
import dev.parallax.server.governance.Seats;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Who sits over a decision: what the plan of seats says, with what this decision adds, a hand-over
/// of its own and those whom it climbs to when it is late.
@Singleton
class Chairs {
  private final Seats seats;
  private final Rhythm rhythm;

  Chairs(Seats seats, Rhythm rhythm) {
    this.seats = seats;
    this.rhythm = rhythm;
  }

  /// Somebody's place over a decision.
  ///
  /// @param onBehalfOf whose place it is, where it is not the person's own
  /// @param right by what right, as a phrase: "by assignment"
  /// @param trace why, as sentences
  record Chair(
      PersonRef person,
      PersonaId as,
      Capability part,
      @Nullable PersonRef onBehalfOf,
      String right,
      List<String> trace) {
    Act act(Instant at, String why) {
      return new Act(person, as, part, onBehalfOf, at, why);
    }
  }

  /// Who has a part in an activity of a service.
  List<Chair> in(Seat seat, Matter matter, Instant at) {
    Seating seating = seats.plan().seat(seat, matter, at);
    List<String> trace = seating.explanation();
    return seating.sitters().stream().map(sitter -> chair(sitter, seat.part(), trace)).toList();
  }

  private static Chair chair(Sitter sitter, Capability part, List<String> trace) {
    PersonRef other =
        switch (sitter.standing()) {
          case Standing.OnBehalfOf(PersonRef person, _) -> person;
          case Standing.DeputyOf(PersonRef person) -> person;
          case Standing.Assigned _, Standing.Escalated _, Standing.Open _ -> null;
        };
    return new Chair(sitter.person(), sitter.as(), part, other, sitter.standing().phrase(), trace);
  }

  /// Who may decide at an instant, the first one first: who answers; to whom this one was handed
  /// over; and when it is late, those to whom it climbed.
  List<Chair> deciders(Kept kept, Instant at) {
    long late =
        rhythm.reached(kept.decision(), at).stream().filter(r -> r != Rung.ACCOUNTABLE).count();
    SequencedMap<PersonRef, Chair> deciders = new LinkedHashMap<>();
    line(kept, at, 1 + (int) late).forEach(each -> deciders.putIfAbsent(each.person(), each));
    Delegate handed = kept.dossier().delegated();
    if (handed != null) {
      deciders.putIfAbsent(
          handed.to(),
          new Chair(
              handed.to(),
              handed.act().as(),
              Capability.ANSWER,
              handed.act().who(),
              "on behalf of " + handed.act().who(),
              List.of(
                  "%s handed this decision to %s.".formatted(handed.act().who(), handed.to()))));
    }
    return List.copyOf(deciders.values());
  }

  /// The people to whom it goes one after the other, if those before do not decide.
  private List<Chair> line(Kept kept, Instant at, int steps) {
    Map<PersonRef, String> passed = new HashMap<>();
    if (kept.dossier().terms().notByAuthor()) {
      passed.put(kept.request().asked().who(), "asked for it");
    }
    SequencedMap<PersonRef, Chair> line = new LinkedHashMap<>();
    for (int step = 0; step < steps; step++) {
      List<Chair> next = in(seat(kept, Capability.ANSWER), new Matter(kept.openedAt(), passed), at);
      for (Chair chair : next) {
        line.putIfAbsent(chair.person(), line.isEmpty() ? chair : standingIn(chair, line));
        passed.putIfAbsent(chair.person(), "did not decide in time");
      }
    }
    return List.copyOf(line.values());
  }

  private static Chair standingIn(Chair chair, SequencedMap<PersonRef, Chair> before) {
    PersonRef first = before.firstEntry().getKey();
    return chair.onBehalfOf() != null
        ? chair
        : new Chair(chair.person(), chair.as(), chair.part(), first, chair.right(), chair.trace());
  }

  /// Whether somebody else than the author could decide a request of theirs.
  boolean hasOther(ServiceId service, String activity, PersonRef author, Instant at) {
    Matter matter = new Matter(at, Map.of(author, "asked for it"));
    return !in(new Seat(service, activity, Capability.ANSWER), matter, at).isEmpty();
  }

  /// By which of some parts a person may act over a decision, the first one first.
  Optional<Chair> of(Kept kept, PersonRef person, List<Capability> parts, Instant at) {
    return parts.stream()
        .flatMap(part -> over(kept, part, at).stream())
        .filter(chair -> chair.person().equals(person))
        .findFirst();
  }

  /// Who has a part over a decision at an instant.
  List<Chair> over(Kept kept, Capability part, Instant at) {
    return switch (part) {
      case ANSWER -> deciders(kept, at);
      case CONSULT -> consulted(kept, at);
      case PERFORM -> workers(kept);
      case DRIVE, SUPPORT, VERIFY, SIGN_OFF, INFORM, OMIT ->
          in(seat(kept, part), Matter.opening(kept.openedAt()), at);
    };
  }

  /// Who else works on such things by the matrix: no part in this one, but what came of it concerns
  /// them.
  List<Chair> bystanders(Kept kept, Instant at) {
    return in(seat(kept, Capability.PERFORM), Matter.opening(kept.openedAt()), at).stream()
        .filter(
            chair -> workers(kept).stream().noneMatch(own -> own.person().equals(chair.person())))
        .toList();
  }

  private List<Chair> consulted(Kept kept, Instant at) {
    SequencedMap<PersonRef, Chair> all = new LinkedHashMap<>();
    kept.request()
        .consulted()
        .forEach(
            each ->
                all.put(
                    each.person(),
                    new Chair(
                        each.person(),
                        each.as(),
                        Capability.CONSULT,
                        null,
                        "asked when it was proposed",
                        each.trace())));
    in(seat(kept, Capability.CONSULT), Matter.opening(kept.openedAt()), at)
        .forEach(each -> all.putIfAbsent(each.person(), each));
    return List.copyOf(all.values());
  }

  /// Who asked for it and who does the work; others of that seat have no part in this one.
  private static List<Chair> workers(Kept kept) {
    Act asked = kept.request().asked();
    SequencedMap<PersonRef, Chair> all = new LinkedHashMap<>();
    for (PersonRef person : List.of(kept.dossier().responsible(), asked.who())) {
      all.putIfAbsent(
          person,
          new Chair(
              person,
              asked.as(),
              Capability.PERFORM,
              null,
              person.equals(asked.who()) ? "asked for it" : "was given the work",
              kept.request().evidence().trace()));
    }
    return List.copyOf(all.values());
  }

  /// How strictly an activity is held to for a service.
  Mode mode(String activity, ServiceId service) {
    return seats.plan().matrices().mode(activity, service);
  }

  /// The matrix that gives the parts in an activity, with its version.
  String matrix(String activity, ServiceId service) {
    return seats
        .plan()
        .matrices()
        .effective(service)
        .line(activity)
        .map(line -> line.adoption().template().toString())
        .orElse("no matrix");
  }

  /// What the matrix calls an activity.
  String activity(String id, ServiceId service) {
    return seats
        .plan()
        .matrices()
        .effective(service)
        .line(id)
        .map(line -> line.row().activity().name())
        .orElse(id);
  }

  private static Seat seat(Kept kept, Capability part) {
    return new Seat(kept.service(), kept.activity(), part);
  }
}
