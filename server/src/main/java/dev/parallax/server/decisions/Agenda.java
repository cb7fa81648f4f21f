package dev.parallax.server.decisions;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Decision;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.governance.Seats;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// What is open now and for whom it waits: the way in for pages that begin with a person or a
/// service.
///
/// Whose turn it is follows from seats at an instant, and an instant is good for [#FRESH]: what is
/// read again sooner is the same, unless a decision or a seat changed.
@Singleton
public class Agenda {
  /// How long what was found stays true enough to be shown. Nothing is decided by it.
  private static final Duration FRESH = Duration.ofSeconds(5);

  /// How long a database that did not answer is left alone; pages show what was found last.
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(Agenda.class);

  private final DecisionStore store;
  private final DecisionViews views;
  private final Chairs chairs;
  private final Seats seats;
  private final Wording wording;
  private final InstantSource clock;
  private volatile @Nullable Found newest;
  private volatile Instant again = Instant.MIN;

  Agenda(
      DecisionStore store,
      DecisionViews views,
      Chairs chairs,
      Seats seats,
      Wording wording,
      InstantSource clock) {
    this.store = store;
    this.views = views;
    this.chairs = chairs;
    this.seats = seats;
    this.wording = wording;
    this.clock = clock;
  }

  /// An open decision and the people around it.
  ///
  /// @param activity what the matrix calls it
  /// @param turns whose turn it is, the first one first; none where nobody sits there
  /// @param blocked who asked for it or does the work, and cannot go on
  /// @param overdue whether it should have been decided
  /// @param ageText since when it waits, as a duration in words
  /// @param sentence how it stands and whose turn it is
  public record Waiting(
      Kept kept,
      String activity,
      List<Turn> turns,
      List<PersonRef> blocked,
      boolean overdue,
      String ageText,
      String sentence) {
    public Waiting {
      turns = List.copyOf(turns);
      blocked = List.copyOf(blocked);
    }

    /// Whether nobody can move it on as it stands: it is held, late, or nobody sits in the seat.
    public boolean isStuck() {
      return overdue || turns.isEmpty() || kept.decision() instanceof Decision.Held;
    }
  }

  /// Somebody whose turn it is.
  ///
  /// @param part in which they act
  /// @param right by what right, as a phrase: `by assignment`
  /// @param dueText until when; empty where nothing says so
  /// @param why the way from the matrix to this person, as sentences
  public record Turn(
      PersonRef person,
      PersonaId as,
      Capability part,
      String right,
      String dueText,
      List<String> why) {}

  private record Found(
      long revision,
      SeatPlan plan,
      Instant at,
      List<Waiting> open,
      Map<PersonRef, List<Waiting>> byPerson) {
    boolean isFresh(long now, SeatPlan current, Instant instant) {
      return revision == now
          && plan == current
          && !instant.isBefore(at)
          && instant.isBefore(at.plus(FRESH));
    }
  }

  /// Everything that is open, the oldest first; the same list as long as nothing new was found.
  public List<Waiting> open() {
    return found().open();
  }

  /// What is this person's turn, the oldest first.
  public List<Waiting> of(PersonRef person) {
    return found().byPerson().getOrDefault(person, List.of());
  }

  private Found found() {
    Found known = fresh();
    return known == null ? find() : known;
  }

  private @Nullable Found fresh() {
    Found known = newest;
    return known != null && known.isFresh(store.revision(), seats.plan(), clock.instant())
        ? known
        : null;
  }

  /// By one caller for all who wait for it.
  private synchronized Found find() {
    Found known = fresh();
    if (known != null) {
      return known;
    }
    long revision = store.revision();
    SeatPlan plan = seats.plan();
    Instant now = clock.instant();
    Found last = newest;
    if (last != null && now.isBefore(again)) {
      return last;
    }
    List<Kept> kept;
    try {
      kept = store.open(now);
    } catch (JdbiException e) {
      if (last == null) {
        throw e;
      }
      LOG.errorf("Open decisions cannot be read; pages show them as of %s: %s", last.at(), e);
      again = now.plus(PAUSE);
      return last;
    }
    List<Waiting> open = kept.stream().map(each -> waiting(each, now)).toList();
    Found fresh = new Found(revision, plan, now, open, byPerson(open));
    newest = fresh;
    return fresh;
  }

  private static Map<PersonRef, List<Waiting>> byPerson(List<Waiting> open) {
    record Theirs(PersonRef person, Waiting waiting) {}
    return open.stream()
        .flatMap(
            waiting ->
                waiting.turns().stream()
                    .map(Turn::person)
                    .distinct()
                    .map(person -> new Theirs(person, waiting)))
        .collect(
            Collectors.groupingBy(
                Theirs::person, Collectors.mapping(Theirs::waiting, Collectors.toList())));
  }

  private Waiting waiting(Kept kept, Instant now) {
    List<Chair> turn = views.turn(kept, now);
    List<PersonRef> acting = turn.stream().map(Chair::person).toList();
    return new Waiting(
        kept,
        chairs.activity(kept.activity(), kept.service()),
        turn.stream().map(chair -> turn(kept, chair)).toList(),
        Stream.of(kept.request().asked().who(), kept.dossier().responsible())
            .distinct()
            .filter(person -> !acting.contains(person))
            .toList(),
        kept.dossier().isOverdue(now),
        DecisionViews.age(Duration.between(kept.openedAt(), now)),
        views.sentence(kept, acting.stream().map(views::name).toList()));
  }

  private Turn turn(Kept kept, Chair chair) {
    return new Turn(
        chair.person(),
        chair.as(),
        chair.part(),
        views.right(chair),
        runs(kept) ? wording.minute(due(kept, chair.part())) : "",
        chair.trace());
  }

  /// Whether its deadlines run: not while it is held, or was given back.
  private static boolean runs(Kept kept) {
    return !(kept.decision() instanceof Decision.Held
        || kept.decision() instanceof Decision.Returned);
  }

  private static Instant due(Kept kept, Capability part) {
    return part == Capability.CONSULT
        ? kept.dossier().terms().consultUntil()
        : kept.dossier().terms().decideBy();
  }
}
