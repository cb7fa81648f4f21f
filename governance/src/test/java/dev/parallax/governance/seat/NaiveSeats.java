package dev.parallax.governance.seat;

import dev.parallax.governance.NaiveResolver;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules of seats once more, as plainly as possible: no trace, no memory, one list after the
/// other. The oracle for [SeatPlan].
final class NaiveSeats {
  private static final PersonaId OWNER = new PersonaId("service-owner");
  private static final PersonaId EXECUTIVE = new PersonaId("executive");

  private final RandomOffice office;
  private final Instant at;
  private final NaiveResolver resolver;

  NaiveSeats(RandomOffice office, Instant at) {
    this.office = office;
    this.at = at;
    this.resolver = new NaiveResolver(office.organisation(), at);
  }

  /// Who sits there, each as `person right`; `contested` at the front where nobody could be told.
  List<String> sitters(Seat seat, Matter matter) {
    Map<PersonRef, String> left = new LinkedHashMap<>();
    Set<PersonRef> primary = new LinkedHashSet<>();
    Map<PersonaId, PersonRef> gone = new LinkedHashMap<>();
    Set<PersonRef> cannot = new LinkedHashSet<>();
    boolean primaryGone = false;
    List<PersonaId> personas = personas(seat);
    for (PersonaId persona : personas) {
      cannot.addAll(office.lapsed(persona, seat.service(), at, resolver));
      Set<PersonRef> first = resolver.primaries(persona, seat.service());
      for (PersonRef person : resolver.people(persona, seat.service())) {
        Delegation given = handedOver(person, persona, seat, matter);
        if (given != null) {
          left.putIfAbsent(given.to(), "for " + person);
          mark(primary, given.to(), first.contains(person));
        } else if (fits(person, seat, matter)) {
          left.putIfAbsent(person, "assigned");
          mark(primary, person, first.contains(person));
        } else {
          gone.putIfAbsent(persona, person);
          cannot.add(person);
          primaryGone |= first.contains(person);
        }
      }
    }
    boolean answers = seat.part() == Capability.ANSWER;
    if (left.isEmpty() || (answers && primaryGone)) {
      for (PersonaId persona : personas) {
        for (PersonRef deputy : resolver.deputies(persona, seat.service())) {
          if (fits(deputy, seat, matter) && (answers || !left.containsKey(deputy))) {
            left.putIfAbsent(deputy, "deputy of " + gone.get(persona));
            primary.add(deputy);
          }
        }
      }
    }
    return chosen(new Left(seat, matter, personas, left, primary, cannot));
  }

  private record Left(
      Seat seat,
      Matter matter,
      List<PersonaId> personas,
      Map<PersonRef, String> people,
      Set<PersonRef> primary,
      Set<PersonRef> cannot) {}

  private List<String> chosen(Left left) {
    List<PersonRef> people = List.copyOf(left.people().keySet());
    if (people.isEmpty()) {
      return missed(left.seat(), left.personas()) ? up(left) : List.of();
    }
    if (left.seat().part() != Capability.ANSWER || people.size() == 1) {
      return people.stream().map(who -> who + " " + left.people().get(who)).toList();
    }
    if (left.primary().size() == 1) {
      PersonRef who = left.primary().iterator().next();
      return List.of(who + " " + left.people().get(who));
    }
    left.cannot().addAll(people);
    return Stream.concat(Stream.of("contested"), up(left).stream()).toList();
  }

  private static void mark(Set<PersonRef> primary, PersonRef person, boolean is) {
    if (is) {
      primary.add(person);
    }
  }

  private static boolean missed(Seat seat, List<PersonaId> personas) {
    return switch (seat.part()) {
      case ANSWER, PERFORM -> true;
      case DRIVE, VERIFY, SIGN_OFF -> !personas.isEmpty();
      case SUPPORT, CONSULT, INFORM, OMIT -> false;
    };
  }

  private List<PersonaId> personas(Seat seat) {
    List<PersonaId> all =
        office.cells().getOrDefault(seat.activity() + " " + seat.part(), List.of()).stream()
            .map(resolver::treatedAs)
            .distinct()
            .toList();
    List<PersonaId> own =
        all.stream()
            .filter(
                id ->
                    resolver.people(id, seat.service()).isEmpty()
                        || !resolver.byBestFit(id, seat.service()))
            .toList();
    return own.stream().anyMatch(id -> !resolver.people(id, seat.service()).isEmpty()) ? own : all;
  }

  private @Nullable Delegation handedOver(
      PersonRef person, PersonaId as, Seat seat, Matter matter) {
    if (office.inactive().contains(person)) {
      return null;
    }
    for (Delegation given : office.delegations()) {
      boolean now = !at.isBefore(given.span().from()) && at.isBefore(given.span().until());
      boolean asked = given.pendingToo() || !matter.opened().isBefore(given.span().from());
      PersonaId hat = given.reach().persona();
      String activity = given.reach().activity();
      if (given.by().equals(person)
          && now
          && asked
          && (hat == null || hat.equals(as))
          && (activity == null || activity.equals(seat.activity()))
          && given.reach().powers().contains(Delegation.Power.of(seat.part()))
          && office
              .organisation()
              .roster()
              .directory()
              .scopesOf(seat.service())
              .contains(given.reach().scope())
          && fits(given.to(), seat, matter)
          && resolver.holdsAt(given.to(), seat.service())) {
        return given;
      }
    }
    return null;
  }

  private boolean fits(PersonRef person, Seat seat, Matter matter) {
    boolean judges =
        Set.of(Capability.ANSWER, Capability.SIGN_OFF, Capability.VERIFY).contains(seat.part());
    boolean away =
        office.absences().stream()
            .anyMatch(each -> each.person().equals(person) && each.span().covers(at));
    return !office.inactive().contains(person)
        && !(judges && (away || matter.conflicted().containsKey(person)));
  }

  private List<String> up(Left left) {
    Seat seat = left.seat();
    if (seat.part() != Capability.ANSWER) {
      List<String> answer =
          sitters(new Seat(seat.service(), seat.activity(), Capability.ANSWER), left.matter());
      boolean filled =
          !answer.isEmpty()
              && answer.stream().noneMatch(s -> s.contains("up ") || s.equals("contested"));
      List<PersonRef> people =
          answer.stream()
              .filter(_ -> filled)
              .map(s -> new PersonRef(s.substring(0, s.indexOf(' '))))
              .filter(who -> fits(who, seat, left.matter()))
              .toList();
      if (!people.isEmpty()) {
        return named(people, "ANSWERABLE");
      }
    }
    Set<PersonRef> bosses = new LinkedHashSet<>();
    for (PersonRef person : left.cannot()) {
      boss(person, seat, left.matter()).forEach(bosses::add);
    }
    if (fewEnough(bosses.size(), seat)) {
      return named(List.copyOf(bosses), "MANAGER");
    }
    for (PersonaId rung : List.of(OWNER, EXECUTIVE)) {
      List<PersonRef> people = rung(rung, left);
      if (fewEnough(people.size(), seat)) {
        return named(people, rung.equals(OWNER) ? "SERVICE_OWNER" : "EXECUTIVE");
      }
    }
    return named(
        office.keepers().stream()
            .filter(who -> !office.inactive().contains(who))
            .filter(who -> !left.matter().conflicted().containsKey(who))
            .toList(),
        "KEEPER");
  }

  private static boolean fewEnough(int people, Seat seat) {
    return people == 1 || (people > 1 && seat.part() != Capability.ANSWER);
  }

  private static List<String> named(List<PersonRef> people, String rung) {
    return people.stream().map(who -> who + " up " + rung).toList();
  }

  private Stream<PersonRef> boss(PersonRef person, Seat seat, Matter matter) {
    Set<PersonRef> seen = new LinkedHashSet<>(Set.of(person));
    @Nullable PersonRef boss = office.managers().get(person);
    while (boss != null && seen.add(boss)) {
      if (fits(boss, seat, matter)) {
        return Stream.of(boss);
      }
      boss = office.managers().get(boss);
    }
    return Stream.of();
  }

  private List<PersonRef> rung(PersonaId persona, Left left) {
    if (left.personas().contains(persona)) {
      return List.of();
    }
    List<PersonRef> primaries =
        resolver.primaries(persona, left.seat().service()).stream()
            .filter(who -> fits(who, left.seat(), left.matter()))
            .toList();
    if (primaries.size() == 1) {
      return primaries;
    }
    return new ArrayList<>(resolver.people(persona, left.seat().service()))
        .stream().filter(who -> fits(who, left.seat(), left.matter())).toList();
  }
}
