package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.seat.Bench;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.SeatStep;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.analysis.BusFactor;
import dev.parallax.governance.seat.analysis.Readiness;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.shell.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The seats of one service as they are shown, activity by activity.
///
/// @param resting what rests on how few, as a sentence
/// @param lacks what is missing before the matrix can be enforced, as sentences
record SeatingView(
    String id,
    String title,
    String sentence,
    String resting,
    List<Row> rows,
    List<Link> carriers,
    List<String> lacks) {

  /// An activity with its seats.
  ///
  /// @param mode how strictly it is held to
  /// @param keeping whether it is about Parallax itself
  record Row(String id, String name, String mode, boolean keeping, List<Cell> cells) {}

  /// A seat.
  ///
  /// @param part what somebody there does: "answers"
  /// @param state `filled`, `up` where it went up, `contested` or `vacant`
  /// @param gap why the register does not fill it; empty if it does
  record Cell(String part, String state, List<Who> people, String gap, List<String> why) {
    private static final int FIRST = 3;

    /// The people to name at once.
    public List<Who> first() {
      return isLong() ? people.subList(0, FIRST) : people;
    }

    /// Those who are named when somebody asks.
    public List<Who> others() {
      return isLong() ? people.subList(FIRST, people.size()) : List.of();
    }

    private boolean isLong() {
      return people.size() > FIRST + 1;
    }

    /// In which of the four columns it stands: who answers, who works, who is asked, who is told.
    public int column() {
      return switch (part) {
        case "Answers" -> 1;
        case "Is asked" -> 3;
        case "Is told" -> 4;
        default -> 2;
      };
    }
  }

  /// Somebody in a seat.
  ///
  /// @param standing by what right, where it is not their own seat; else empty
  record Who(String name, String href, String standing) {}

  private static final Map<Capability, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put(Capability.ANSWER, "Answers");
    PARTS.put(Capability.DRIVE, "Drives it");
    PARTS.put(Capability.PERFORM, "Does it");
    PARTS.put(Capability.SUPPORT, "Helps");
    PARTS.put(Capability.VERIFY, "Verifies");
    PARTS.put(Capability.SIGN_OFF, "Signs off");
    PARTS.put(Capability.CONSULT, "Is asked");
    PARTS.put(Capability.INFORM, "Is told");
  }

  static String word(Capability part) {
    return PARTS.getOrDefault(part, "");
  }

  static SeatingView of(SeatPlan plan, ServiceId service, Seats.Census census) {
    Instant at = census.at();
    SequencedMap<String, Row> rows = new LinkedHashMap<>();
    List<Seating> seatings = plan.of(service, at);
    for (Seating seating : seatings) {
      if (seating.seat().part() != Capability.DRIVE || drivesAlone(seating, seatings)) {
        Line line =
            plan.matrices().effective(service).line(seating.seat().activity()).orElseThrow();
        rows.computeIfAbsent(seating.seat().activity(), _ -> row(line))
            .cells()
            .add(cell(seating, census));
      }
    }
    BusFactor factor = BusFactor.of(plan, service, at);
    String title = census.registry().titleOf(service);
    return new SeatingView(
        service.value(),
        title,
        sentence(title, seatings),
        resting(title, factor),
        keepingLast(rows.values()),
        carriers(factor, census),
        lacks(plan, service, at));
  }

  /// The activities of SLOs before those of keeping Parallax.
  private static List<Row> keepingLast(Collection<Row> rows) {
    return rows.stream().sorted(Comparator.comparing(Row::keeping)).toList();
  }

  /// Whoever does it drives it, unless the matrix says that somebody else does.
  private static boolean drivesAlone(Seating drives, List<Seating> all) {
    return all.stream()
        .filter(each -> each.seat().part() == Capability.PERFORM)
        .filter(each -> each.seat().activity().equals(drives.seat().activity()))
        .noneMatch(each -> each.sitters().equals(drives.sitters()));
  }

  private static Row row(Line line) {
    return new Row(
        line.row().activity().id(),
        line.row().activity().name(),
        line.mode().word(),
        line.matrix().id().equals(ShippedMatrices.keeping().id()),
        new ArrayList<>());
  }

  static Cell cell(Seating seating, Seats.Census census) {
    String state =
        switch (seating) {
          case Seating.Vacant _ -> "vacant";
          case Seating.Contested _ -> "contested";
          case Seating.Seated seated -> seated.isFilled() ? "filled" : "up";
        };
    return new Cell(
        word(seating.seat().part()),
        state,
        census.named(seating.sitters()).stream()
            .map(
                sitter ->
                    new Who(
                        census.nameOf(sitter.person()),
                        "/people/" + sitter.person() + "/seats",
                        sitter.isAssigned() ? "" : sitter.standing().phrase()))
            .toList(),
        seating.gaps().stream().map(SeatStep::sentence).collect(Collectors.joining(" ")),
        seating.explanation());
  }

  private static boolean isNeeded(Seating seating) {
    return seating.seat().part() == Capability.ANSWER
        || seating.seat().part() == Capability.PERFORM;
  }

  private static String sentence(String title, List<Seating> seatings) {
    List<Seating> needed = seatings.stream().filter(SeatingView::isNeeded).toList();
    long empty = needed.stream().filter(each -> !each.isFilled()).count();
    long contested = needed.stream().filter(Seating.Contested.class::isInstance).count();
    if (empty == 0) {
      return "%s: somebody sits in each of the %s that must be filled."
          .formatted(title, Counted.of(needed.size(), "seat", "seats"));
    }
    return "%s: of the %d seats that must be filled, %s."
        .formatted(title, needed.size(), SurveyView.unfilled(empty - contested, contested));
  }

  private static String resting(String title, BusFactor factor) {
    return switch (factor.people()) {
      case 0 -> "Bus factor 0: a seat is empty already, so nobody need leave.";
      case 1 ->
          "Bus factor 1: if one of these people leaves, %s of %s %s empty."
              .formatted(
                  Counted.of(factor.witnesses().size(), "seat", "seats"),
                  title,
                  factor.witnesses().size() == 1 ? "is" : "are");
      default ->
          "Bus factor %d: so many must leave at once until a seat of %s is empty."
              .formatted(factor.people(), title);
    };
  }

  private static List<Link> carriers(BusFactor factor, Seats.Census census) {
    SequencedMap<PersonRef, Integer> seats = new LinkedHashMap<>();
    for (Bench bench : factor.witnesses()) {
      bench.people().forEach(person -> seats.merge(person, 1, Integer::sum));
    }
    return seats.entrySet().stream()
        .map(
            entry ->
                new Link(
                    "%s (%s)"
                        .formatted(
                            census.nameOf(entry.getKey()),
                            Counted.of(entry.getValue(), "seat", "seats")),
                    "/people/" + entry.getKey() + "/seats"))
        .toList();
  }

  private static List<String> lacks(SeatPlan plan, ServiceId service, Instant at) {
    SequencedMap<Readiness.What, LinkedHashSet<String>> lacks = new LinkedHashMap<>();
    for (Readiness.Lack lack : Readiness.of(plan, service, at).lacks()) {
      plan.matrices()
          .effective(service)
          .line(lack.activity())
          .ifPresent(
              line ->
                  lacks
                      .computeIfAbsent(lack.what(), _ -> new LinkedHashSet<>())
                      .add(line.row().activity().name()));
    }
    return lacks.entrySet().stream()
        .map(
            entry ->
                "%s: %s."
                    .formatted(
                        Counted.sentence(entry.getKey().words()),
                        String.join(", ", entry.getValue())))
        .toList();
  }
}
