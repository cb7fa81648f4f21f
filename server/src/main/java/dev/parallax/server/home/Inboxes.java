package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.decisions.Agenda;
import dev.parallax.server.decisions.Agenda.Turn;
import dev.parallax.server.decisions.Agenda.Waiting;
import dev.parallax.server.decisions.Decisions;
import dev.parallax.server.decisions.Kept;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.home.InboxView.Elsewhere;
import dev.parallax.server.home.InboxView.Item;
import dev.parallax.server.home.InboxView.Known;
import dev.parallax.server.notices.Notices;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Lately;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes an inbox of what is open and what was told: from seats, and from nothing else.
@Singleton
class Inboxes {
  private static final Duration TOLD = Duration.ofDays(14);
  private static final int MOST_KNOWN = 5;
  private static final Set<Capability> DECIDING =
      EnumSet.of(Capability.ANSWER, Capability.SIGN_OFF);

  private static final int MOST_DECIDED = 200;

  private final Agenda agenda;
  private final Decisions decisions;
  private final Seats seats;
  private final Notices notices;
  private final Sight sight;
  private final InstantSource clock;

  Inboxes(
      Agenda agenda,
      Decisions decisions,
      Seats seats,
      Notices notices,
      Sight sight,
      InstantSource clock) {
    this.agenda = agenda;
    this.decisions = decisions;
    this.seats = seats;
    this.notices = notices;
    this.sight = sight;
    this.clock = clock;
  }

  /// What all inboxes follow from: while it is the same, so is what is in them.
  ///
  /// @param open compared by being the same
  /// @param minute since ages and "a fortnight ago" move on
  record Moment(Lately.Same open, Lately.Same plan, long told, Instant minute) {}

  Moment moment() {
    return new Moment(
        new Lately.Same(agenda.open()),
        new Lately.Same(seats.plan()),
        notices.told(),
        clock.instant().truncatedTo(ChronoUnit.MINUTES));
  }

  /// What is now.
  Present present() {
    return new Present(true, seen(agenda.open()), this::over, seats.plan());
  }

  /// Who sits where, without any decision.
  ///
  /// @param isNow whether it is asked about now
  Present lasting(boolean isNow) {
    return new Present(isNow, List.of(), _ -> List.of(), seats.plan());
  }

  private List<Kept> over(Instant since) {
    return decisions.over(MOST_DECIDED).stream()
        .filter(kept -> kept.changedAt().isAfter(since))
        .toList();
  }

  private List<Waiting> seen(List<Waiting> open) {
    Set<ServiceId> seen =
        new HashSet<>(
            sight.seen(open.stream().map(each -> each.kept().service()).distinct().toList()));
    return open.stream().filter(each -> seen.contains(each.kept().service())).toList();
  }

  /// What waits for a person, or without a person for everybody who holds the persona.
  ///
  /// @param only the service that is meant; nothing for all
  InboxView of(Lens lens, Present present, @Nullable String only) {
    PersonRef person = lens.person();
    PersonaId persona = lens.roster().personas().treatedAs(lens.persona().id());
    List<Waiting> open =
        present.open().stream()
            .filter(each -> only == null || each.kept().service().value().equals(only))
            .filter(each -> person != null || lens.services().contains(each.kept().service()))
            .toList();
    Predicate<Turn> mine = turn -> person == null || turn.person().equals(person);
    Predicate<Turn> here = turn -> mine.test(turn) && turn.as().equals(persona);
    return new InboxView(
        items(lens, open, here, DECIDING),
        items(
            lens,
            open,
            here,
            EnumSet.complementOf(
                EnumSet.of(Capability.ANSWER, Capability.SIGN_OFF, Capability.CONSULT))),
        items(lens, open, here, EnumSet.of(Capability.CONSULT)),
        person == null ? List.of() : awaited(lens, open, person, persona),
        person == null ? List.of() : known(lens, person),
        person == null ? List.of() : elsewhere(lens, open, mine, persona));
  }

  private static List<Item> items(
      Lens lens, List<Waiting> open, Predicate<Turn> whose, Set<Capability> parts) {
    return open.stream()
        .flatMap(
            waiting -> {
              List<Turn> turns =
                  waiting.turns().stream()
                      .filter(whose)
                      .filter(turn -> parts.contains(turn.part()))
                      .toList();
              return turns.isEmpty() ? Stream.of() : Stream.of(item(lens, waiting, turns));
            })
        .toList();
  }

  private static List<Item> awaited(
      Lens lens, List<Waiting> open, PersonRef person, PersonaId persona) {
    return open.stream()
        .filter(waiting -> waiting.blocked().contains(person))
        .filter(waiting -> waiting.kept().request().asked().as().equals(persona))
        .map(waiting -> item(lens, waiting, waiting.turns()))
        .toList();
  }

  static Item item(Lens lens, Waiting waiting, List<Turn> turns) {
    ServiceId service = waiting.kept().service();
    return new Item(
        waiting.kept().id().toString(),
        waiting.activity(),
        waiting.kept().request().subject(),
        service.value(),
        lens.title(service),
        title(lens.title(service), waiting.kept().request().subject()),
        names(lens, turns.stream().map(Turn::person).toList()),
        turns.isEmpty() ? "" : lens.personaName(turns.getFirst().as()),
        turns.isEmpty() ? "" : turns.getFirst().right(),
        turns.isEmpty() ? "" : turns.getFirst().dueText(),
        waiting.overdue(),
        waiting.ageText(),
        names(lens, waiting.blocked()),
        waiting.sentence(),
        turns.isEmpty() ? List.of() : turns.getFirst().why());
  }

  /// A subject, with its service where it does not begin with it.
  static String title(String service, String subject) {
    return subject.startsWith(service) ? subject : service + ", " + subject;
  }

  private static String names(Lens lens, List<PersonRef> people) {
    return Counted.listed(
        people.stream().distinct().map(lens.roster().directory()::nameOf).toList());
  }

  private List<Known> known(Lens lens, PersonRef person) {
    return notices.informed(person, clock.instant().minus(TOLD), MOST_KNOWN).stream()
        .map(
            told ->
                new Known(
                    lens.wording().minute(told.at()),
                    told.activity(),
                    told.title().isEmpty() ? null : told.title(),
                    told.sentence(),
                    told.link()))
        .toList();
  }

  private static List<Elsewhere> elsewhere(
      Lens lens, List<Waiting> open, Predicate<Turn> mine, PersonaId persona) {
    Map<PersonaId, Long> waiting =
        open.stream()
            .flatMap(each -> each.turns().stream().filter(mine).map(Turn::as).distinct())
            .filter(as -> !as.equals(persona))
            .collect(Collectors.groupingBy(as -> as, TreeMap::new, Collectors.counting()));
    return waiting.entrySet().stream()
        .map(
            each ->
                new Elsewhere(
                    each.getKey().value(), lens.personaName(each.getKey()), each.getValue()))
        .toList();
  }

  /// How much waits for a person, by the persona as which they act.
  Map<PersonaId, Long> counts(PersonRef person) {
    return seen(agenda.of(person)).stream()
        .flatMap(
            each ->
                each.turns().stream()
                    .filter(turn -> turn.person().equals(person))
                    .map(Turn::as)
                    .distinct())
        .collect(Collectors.groupingBy(as -> as, TreeMap::new, Collectors.counting()));
  }
}
