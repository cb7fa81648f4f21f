package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.seat.Absence;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.shell.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one person sits in, is away from, and handed over or took over.
record PersonSeats(
    String ref,
    String name,
    String sentence,
    List<Held> held,
    List<Away> away,
    List<Given> given,
    List<Given> taken) {
  private static final int LISTED = 6;

  /// The same seat of some services.
  ///
  /// @param standing by what right, where it is not their own; else empty
  record Sits(String part, String activity, String as, String standing) {}

  /// The seats of one kind that the person sits in.
  ///
  /// @param services the first of them
  /// @param more how many further services there are
  /// @param why how the seat of the first service came about
  record Held(Sits seat, List<Link> services, int more, List<String> why) {}

  /// @param now whether it lasts now, or is still to come
  record Away(String id, String from, String until, String note, boolean now) {}

  /// Something that was handed over.
  ///
  /// @param other the one at the other end
  /// @param what persona, services, activity and kinds of part, in words
  record Given(String id, Link other, String what, String from, String until, boolean now) {}

  /// @param words how an instant is written
  record Frame(SeatPlan plan, Seats.Census census, Function<Instant, String> words) {}

  static PersonSeats of(PersonRef person, Frame frame) {
    List<Seating> sits = new ArrayList<>();
    Instant at = frame.census().at();
    for (ServiceId service : frame.census().roster().services()) {
      frame.plan().of(service, at).stream()
          .filter(each -> each.sitter(person).isPresent())
          .forEach(sits::add);
    }
    List<Seating> shown = sits.stream().filter(each -> !isDoubled(each, sits)).toList();
    List<Away> away =
        frame.plan().availability().of(person).stream()
            .filter(each -> each.span().until().isAfter(at))
            .map(each -> away(each, frame))
            .toList();
    List<Given> given = given(frame, person, true);
    String name = frame.census().nameOf(person);
    return new PersonSeats(
        person.value(),
        name,
        sentence(name, shown, away, given),
        held(shown, person, frame),
        away,
        given,
        given(frame, person, false));
  }

  /// Whoever does something drives it; that is not said twice.
  private static boolean isDoubled(Seating seating, List<Seating> all) {
    return switch (seating.seat().part()) {
      case DRIVE ->
          all.stream()
              .anyMatch(
                  each ->
                      each.seat().service().equals(seating.seat().service())
                          && each.seat().activity().equals(seating.seat().activity())
                          && SeatingView.word(each.seat().part()).equals("Does it"));
      case ANSWER, PERFORM, SUPPORT, VERIFY, SIGN_OFF, CONSULT, INFORM, OMIT -> false;
    };
  }

  /// What weighs most first; the same seat of several services is told once.
  private static List<Held> held(List<Seating> seatings, PersonRef person, Frame frame) {
    Map<Sits, List<Seating>> alike = new LinkedHashMap<>();
    seatings.stream()
        .sorted(Comparator.comparing(each -> each.seat().part()))
        .forEach(
            each ->
                alike.computeIfAbsent(sits(each, person, frame), _ -> new ArrayList<>()).add(each));
    return alike.entrySet().stream()
        .map(
            entry ->
                new Held(
                    entry.getKey(),
                    entry.getValue().stream()
                        .limit(LISTED)
                        .map(each -> service(each, frame))
                        .toList(),
                    Math.max(0, entry.getValue().size() - LISTED),
                    entry.getValue().getFirst().explanation()))
        .toList();
  }

  private static Sits sits(Seating seating, PersonRef person, Frame frame) {
    Sitter sitter = seating.sitter(person).orElseThrow();
    return new Sits(
        SeatingView.word(seating.seat().part()),
        activity(frame, seating),
        frame.census().roster().personas().get(sitter.as()).map(p -> p.name()).orElse(""),
        sitter.isAssigned() ? "" : sitter.standing().phrase());
  }

  private static Link service(Seating seating, Frame frame) {
    ServiceId service = seating.seat().service();
    return new Link(frame.census().registry().titleOf(service), "/services/" + service + "/seats");
  }

  private static String activity(Frame frame, Seating seating) {
    Optional<Line> line =
        frame.plan().matrices().effective(seating.seat().service()).line(seating.seat().activity());
    return line.map(each -> each.row().activity().name()).orElse(seating.seat().activity());
  }

  private static Away away(Absence absence, Frame frame) {
    return new Away(
        absence.id(),
        frame.words().apply(absence.span().from()),
        frame.words().apply(absence.span().until()),
        absence.note(),
        absence.span().covers(frame.census().at()));
  }

  private static List<Given> given(Frame frame, PersonRef person, boolean byThem) {
    Instant at = frame.census().at();
    return frame.plan().delegations().stream()
        .filter(each -> (byThem ? each.by() : each.to()).equals(person))
        .filter(each -> each.span().until().isAfter(at))
        .map(
            each -> {
              PersonRef other = byThem ? each.to() : each.by();
              return new Given(
                  each.id(),
                  new Link(frame.census().nameOf(other), "/people/" + other + "/seats"),
                  what(each, frame),
                  frame.words().apply(each.span().from()),
                  frame.words().apply(each.span().until()),
                  each.span().covers(at));
            })
        .toList();
  }

  private static String what(Delegation given, Frame frame) {
    Delegation.Reach reach = given.reach();
    String persona =
        reach.persona() == null
            ? "every hat"
            : frame.census().roster().personas().get(reach.persona()).map(p -> p.name()).orElse("");
    String powers =
        reach.powers().size() == Delegation.Power.values().length
            ? ""
            : ", only to "
                + reach.powers().stream()
                    .map(power -> power.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
    return "%s for %s%s%s"
        .formatted(
            persona,
            reach.scope(),
            reach.activity() == null ? "" : ", in " + reach.activity(),
            powers + (given.pendingToo() ? ", also what was pending" : ""));
  }

  private static String share(long answers, List<Seating> seats) {
    return answers == seats.size()
        ? (answers == 1 ? "it" : "all of them")
        : Counted.number(answers) + " of them";
  }

  private static String sentence(
      String name, List<Seating> seats, List<Away> away, List<Given> given) {
    long answers =
        seats.stream()
            .filter(each -> SeatingView.word(each.seat().part()).equals("Answers"))
            .count();
    String sits =
        seats.isEmpty()
            ? "%s sits in no seat".formatted(name)
            : answers == 0
                ? "%s sits in %s and answers in none"
                    .formatted(name, Counted.of(seats.size(), "seat", "seats"))
                : "%s sits in %s and answers in %s"
                    .formatted(
                        name, Counted.of(seats.size(), "seat", "seats"), share(answers, seats));
    String gone =
        away.stream()
            .filter(Away::now)
            .map(each -> ", and is away until " + each.until())
            .findFirst()
            .orElse("");
    String handed =
        given.stream()
            .filter(Given::now)
            .map(each -> "; %s sits for them until %s".formatted(each.other().text(), each.until()))
            .findFirst()
            .orElse("");
    return sits + gone + handed + ".";
  }
}
