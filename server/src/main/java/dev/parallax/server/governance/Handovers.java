package dev.parallax.server.governance;

import dev.parallax.governance.Flaw;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Absence;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.governance.HandoverStore.Stamp;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Who is away, and who sits in whose seats meanwhile. Kept in memory as the database has it.
@Singleton
class Handovers {
  private final HandoverStore store;
  private volatile @Nullable Kept kept;
  private long readings;

  Handovers(HandoverStore store) {
    this.store = store;
  }

  /// Everything that is kept.
  ///
  /// @param reading which reading of the database it is
  record Kept(long reading, List<Absence> absences, List<Delegation> delegations) {
    Kept {
      absences = List.copyOf(absences);
      delegations = List.copyOf(delegations);
    }
  }

  /// What is kept; of the same reading as long as nothing changed.
  Kept kept() {
    Kept known = kept;
    return known == null ? read() : known;
  }

  private synchronized Kept read() {
    Kept fresh = new Kept(++readings, store.absences(), store.delegations());
    kept = fresh;
    return fresh;
  }

  /// Somebody hands something over.
  ///
  /// @throws Refused if the plan has something against it
  void give(Delegation given, SeatPlan plan, Stamp stamp) {
    List<Flaw> flaws = plan.flaws(given, stamp.at());
    if (!flaws.isEmpty()) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          String.join(" ", flaws.stream().map(Flaw::message).toList()),
          "",
          "");
    }
    change(
        transaction -> {
          store.enter(transaction, given, stamp);
          return true;
        });
  }

  /// Somebody takes back what was handed over.
  void revoke(Delegation given, Stamp stamp) {
    if (!change(transaction -> store.revoke(transaction, given.id(), stamp))) {
      throw ended("The hand-over to %s".formatted(given.to()));
    }
  }

  /// Somebody will be away.
  void away(Absence absence, Stamp stamp) {
    for (Absence other : kept().absences()) {
      if (other.person().equals(absence.person()) && other.span().overlaps(absence.span())) {
        throw new Refused(
            Refused.Reason.CONFLICT,
            "%s is away from %s until %s already."
                .formatted(absence.person(), other.span().from(), other.span().until()),
            "One absence at a time, else nobody can say which one ends.",
            "End that one first, or choose other days.");
      }
    }
    change(
        transaction -> {
          store.enter(transaction, absence, stamp);
          return true;
        });
  }

  /// Somebody is back, or will not go.
  void back(Absence absence, Stamp stamp) {
    if (!change(transaction -> store.end(transaction, absence.id(), stamp))) {
      throw ended("The absence of %s".formatted(absence.person()));
    }
  }

  private static Refused ended(String what) {
    return new Refused(
        Refused.Reason.CONFLICT,
        what + " has ended already.",
        "Only what lasts can be ended.",
        "Reload the page.");
  }

  private boolean change(Function<Handle, Boolean> work) {
    boolean changed = store.inTransaction(work::apply);
    read();
    return changed;
  }

  /// The delegation of that id, given by that person.
  Delegation delegation(String id, PersonRef by) {
    return kept().delegations().stream()
        .filter(each -> each.id().equals(id) && each.by().equals(by))
        .findFirst()
        .orElseThrow(() -> unknown("hand-over", id));
  }

  /// The absence of that id and person.
  Absence absence(String id, PersonRef person) {
    return kept().absences().stream()
        .filter(each -> each.id().equals(id) && each.person().equals(person))
        .findFirst()
        .orElseThrow(() -> unknown("absence", id));
  }

  private static Refused unknown(String what, String id) {
    return Refused.notFound(
        "There is no %s '%s'.".formatted(what, id),
        "The id is the one that was given when it was entered.",
        "Look it up on the person's page.");
  }
}
