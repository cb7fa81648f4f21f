package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Decision;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.governance.decision.Ladder.Clock;
import dev.parallax.governance.decision.Move;
import dev.parallax.governance.decision.Outcome;
import dev.parallax.governance.decision.Request;
import dev.parallax.governance.decision.Request.Consulted;
import dev.parallax.governance.decision.Terms;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.DecisionStore.Due;
import dev.parallax.server.shell.Lately;
import dev.parallax.server.shell.Refused;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What people do with decisions: ask, answer, decide, hold, and what else is a [Command].
///
/// A move, its clocks, its audit and the news of it are one transaction. What follows from a yes is
/// done after it, and again at the next start where the program was stopped in between.
@Singleton
public class Decisions {
  private final DecisionStore store;
  private final Chairs chairs;
  private final Rhythm rhythm;
  private final Told told;
  private final Budgets budgets;
  private final Instance<Procedure> procedures;
  private final InstantSource clock;
  private final Lately<Over, List<Kept>> over = new Lately<>(2);

  Decisions(
      DecisionStore store,
      Chairs chairs,
      Rhythm rhythm,
      Told told,
      Budgets budgets,
      Instance<Procedure> procedures,
      InstantSource clock) {
    this.store = store;
    this.chairs = chairs;
    this.rhythm = rhythm;
    this.told = told;
    this.budgets = budgets;
    this.procedures = procedures;
    this.clock = clock;
  }

  /// A kind of things that are decided, and what follows from a yes.
  interface Procedure {
    /// The process, such as `slo-change`.
    String name();

    /// Refuses a yes that could not be carried out.
    ///
    /// @throws Refused with the reason
    void check(Kept kept);

    /// Does what was decided. Doing it again changes nothing: a program that was stopped in between
    /// does it at its next start.
    void carryOut(Kept kept);
  }

  /// What somebody wants decided.
  ///
  /// @param activity that decides it
  /// @param asked by whom, by which seat
  /// @param loosens whether it makes a promise smaller
  record Asking(
      String process,
      String activity,
      ServiceId service,
      String subject,
      Act asked,
      boolean loosens) {}

  /// Asks for a decision, in the transaction of the process that needs it.
  Kept ask(Handle transaction, Asking asking, List<String> trace) {
    Request request = request(store.next(transaction), asking, trace);
    store.open(transaction, asking.process(), request);
    Instant at = request.asked().at();
    Kept kept = new Kept(asking.process(), Decision.requested(request), at, at);
    store.wind(transaction, kept.id(), rhythm.clocks(kept.decision()));
    told.asked(transaction, kept, at);
    return kept;
  }

  private Request request(DecisionId id, Asking asking, List<String> trace) {
    Act asked = asking.asked();
    Instant at = asked.at();
    ServiceId service = asking.service();
    Matter matter = Matter.opening(at);
    Set<PersonRef> apart =
        chairs.in(new Seat(service, asking.activity(), Capability.ANSWER), matter, at).stream()
            .map(Chair::person)
            .collect(Collectors.toSet());
    apart.add(asked.who());
    List<Consulted> consulted =
        chairs.in(new Seat(service, asking.activity(), Capability.CONSULT), matter, at).stream()
            .filter(chair -> !apart.contains(chair.person()))
            .map(chair -> new Consulted(chair.person(), chair.as(), chair.trace()))
            .toList();
    boolean fourEyes =
        !chairs.in(new Seat(service, asking.activity(), Capability.SIGN_OFF), matter, at).isEmpty();
    boolean notByAuthor =
        asking.loosens() && chairs.hasOther(service, asking.activity(), asked.who(), at);
    Terms terms = rhythm.terms(at, fourEyes, notByAuthor);
    return new Request(
        id,
        asking.activity(),
        service,
        asking.subject(),
        asked,
        consulted,
        terms,
        evidence(asking.activity(), service, trace));
  }

  private Evidence evidence(String activity, ServiceId service, List<String> trace) {
    return new Evidence(budgets.latest().id(), chairs.matrix(activity, service), trace);
  }

  /// Asks again for what was returned, in the transaction of its process.
  Kept askAgain(Handle transaction, Kept returned, Asking asking, List<String> trace) {
    Request request = request(returned.id(), asking, trace);
    Move move = new Move.Resubmit(asking.asked(), request);
    return keep(
        transaction, returned, moved(returned.decision().make(move)), UUID.randomUUID().toString());
  }

  /// Does something with a decision.
  ///
  /// @param key of the command: the same command under the same key is taken once
  /// @throws Refused if the person has no part in it that allows this, the rules forbid it, or the
  ///   key belongs to another command
  public Kept make(DecisionId id, Command command, PersonRef who, String key) {
    Kept after;
    try {
      after = store.inTransaction(transaction -> made(transaction, id, command, who, key));
    } catch (Refused refusal) {
      told.refused(get(id.toString()), command, who, clock.instant(), refusal);
      throw refusal;
    }
    if (after.decision() instanceof Decided) {
      procedure(after).ifPresent(procedure -> procedure.carryOut(after));
    }
    return after;
  }

  private Kept made(Handle transaction, DecisionId id, Command command, PersonRef who, String key) {
    Kept found = store.locked(transaction, id, true).orElseThrow(() -> unknown(id.toString()));
    Instant now = clock.instant();
    Kept kept = found.at(now);
    Optional<Move> taken = store.taken(transaction, id, key);
    if (taken.isPresent()) {
      same(taken.get(), command, who, key);
      return kept;
    }
    Chair chair = chair(kept, command, who, now);
    if (command.verb() == Command.Verb.APPROVE || command.verb() == Command.Verb.SIGN_OFF_ON) {
      procedure(kept).ifPresent(procedure -> procedure.check(kept));
    }
    Evidence evidence = evidence(kept.activity(), kept.service(), chair.trace());
    Move move = command.move(chair.act(now, command.why()), evidence);
    return keep(transaction, kept, moved(kept.decision().make(move)), key);
  }

  private static void same(Move taken, Command command, PersonRef who, String key) {
    if (!command.made(taken, who)) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "The key '%s' belongs to another command, of %s.".formatted(key, taken.act().at()),
          "A key names one command, so that it is taken once however often it is sent.",
          "Send this one under a key of its own.");
    }
  }

  private Chair chair(Kept kept, Command command, PersonRef who, Instant now) {
    return chairs
        .of(kept, who, command.verb().parts(), now)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.FORBIDDEN,
                    "%s has no seat by which to %s %s."
                        .formatted(who, command.verb().word(), kept.id()),
                    "It is for %s.".formatted(names(kept, command, now)),
                    "Its page says whose turn it is, and why."));
  }

  private String names(Kept kept, Command command, Instant now) {
    String names =
        command.verb().parts().stream()
            .flatMap(part -> chairs.over(kept, part, now).stream())
            .map(chair -> chair.person().value())
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "nobody at the moment" : names;
  }

  private static Decision moved(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Moved(Decision decision) -> decision;
      case Outcome.Refusal(String found, String why, String remedy) ->
          throw new Refused(Refused.Reason.CONFLICT, found, why, remedy);
    };
  }

  private Kept keep(Handle transaction, Kept before, Decision next, String key) {
    Instant at = next.dossier().moves().getLast().act().at();
    Kept after = new Kept(before.process(), next, before.openedAt(), at);
    store.add(transaction, next, key);
    store.wind(transaction, after.id(), rhythm.clocks(next));
    told.moved(transaction, before, after);
    return after;
  }

  /// Lets a clock that is due do what it is for, unless somebody else does or it no longer runs.
  void fire(Due due) {
    store.inTransaction(
        transaction -> {
          store
              .locked(transaction, due.decision(), false)
              .ifPresent(kept -> fire(transaction, due, kept));
          return true;
        });
  }

  private void fire(Handle transaction, Due due, Kept kept) {
    Instant now = clock.instant();
    Kept after = kept.at(now);
    Optional<Clock> running =
        Stream.of(kept, after)
            .flatMap(each -> rhythm.clocks(each.decision()).stream())
            .filter(each -> each.id().equals(due.clock()) && !each.due().isAfter(now))
            .findFirst();
    if (running.isPresent() && store.fire(transaction, due, now)) {
      told.rang(transaction, after, running.get(), now);
    }
    store.wind(transaction, after.id(), rhythm.clocks(after.decision()));
  }

  private Optional<Procedure> procedure(Kept kept) {
    return procedures.stream().filter(each -> each.name().equals(kept.process())).findFirst();
  }

  /// The decision of that name as it stands now.
  ///
  /// @throws Refused if there is none
  public Kept get(String name) {
    return DecisionId.parse(name)
        .flatMap(id -> store.find(id, clock.instant()))
        .orElseThrow(() -> unknown(name));
  }

  private static Refused unknown(String name) {
    return Refused.notFound(
        "There is no decision '%s'.".formatted(name),
        "Decisions are counted: D-1, D-2 and so on.",
        "/decisions lists them.");
  }

  /// Those that are open, the oldest first.
  public List<Kept> open() {
    return store.open(clock.instant());
  }

  /// The newest that are over, the newest first. Nothing moves them any more, so they are read once
  /// until another one is decided.
  public List<Kept> over(int most) {
    return over.of(this, new Over(store.revision(), most), () -> store.over(clock.instant(), most));
  }

  private record Over(long revision, int most) {}

  /// When each clock of a decision fired.
  Map<String, Instant> fired(DecisionId id) {
    return store.fired(id);
  }
}
