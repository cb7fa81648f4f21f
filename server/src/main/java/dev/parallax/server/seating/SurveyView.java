package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatStep;
import dev.parallax.governance.seat.analysis.Concentration;
import dev.parallax.governance.seat.analysis.Load;
import dev.parallax.governance.seat.analysis.Opening;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.identity.Tokens;
import dev.parallax.server.seating.Surveys.Survey;
import dev.parallax.server.shell.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Vacancies, single points and load as they are shown.
record SurveyView(Survey survey, Seats.Census census) {
  private static final int LISTED = 3;

  /// Seats that are empty for one reason: of each of these activities in each of these services.
  ///
  /// @param age since when, in words; empty where nobody knows
  /// @param meanwhile who decides until then; empty where nobody does
  record Gap(
      List<Link> services,
      String activities,
      String part,
      String state,
      String age,
      String why,
      String meanwhile) {
    Gap of(List<Link> those, String named) {
      return new Gap(List.copyOf(those), named, part, state, age, why, meanwhile);
    }
  }

  /// Somebody on whom seats rest alone.
  record Truck(Link person, int seats, String which) {}

  /// What somebody's seats weigh.
  ///
  /// @param heats of the three kinds and the sum, 0 to 3, among all people
  record Weight(
      Link person,
      String decisions,
      String work,
      String interrupts,
      String total,
      List<Integer> heats) {}

  /// What a rule says of the register.
  record Said(String look, String severity, String rule, String reason, String remedy) {}

  String sentence() {
    int open = survey.openings().size();
    int contested = Math.toIntExact(survey.openings().stream().filter(Opening::contested).count());
    int alone = survey.catalogue().trucks().values().stream().mapToInt(List::size).sum();
    if (survey.needed() == 0) {
      return "There is no seat to fill: no service is registered.";
    }
    String first =
        open == 0
            ? "Somebody sits in each of the %s that must be filled"
                .formatted(Counted.of(survey.needed(), "seat", "seats"))
            : "Of the %d seats that must be filled, %s"
                .formatted(survey.needed(), unfilled(open - contested, contested));
    return alone == 0
        ? first + ", and none rests on one person."
        : "%s, and %d %s on one person.".formatted(first, alone, alone == 1 ? "rests" : "rest");
  }

  /// How many are empty and how many contested, in the middle of a sentence.
  static String unfilled(long empty, long contested) {
    String nobody = "%d %s empty".formatted(empty, empty == 1 ? "is" : "are");
    String several = "%d %s contested".formatted(contested, contested == 1 ? "is" : "are");
    return contested == 0 ? nobody : empty == 0 ? several : nobody + " and " + several;
  }

  List<Gap> gaps() {
    return grouped(survey.openings());
  }

  /// Everything but the service says whether two seats are told together.
  private List<Gap> grouped(List<Opening> openings) {
    Map<Gap, List<Link>> services = new LinkedHashMap<>();
    for (Opening opening : openings) {
      services.computeIfAbsent(gap(opening), _ -> new ArrayList<>()).add(service(opening.seat()));
    }
    Map<Gap, List<String>> activities = new LinkedHashMap<>();
    services.forEach(
        (gap, those) ->
            activities
                .computeIfAbsent(gap.of(those, ""), _ -> new ArrayList<>())
                .add(gap.activities()));
    return activities.entrySet().stream()
        .map(
            entry ->
                entry.getKey().of(entry.getKey().services(), String.join(", ", entry.getValue())))
        .toList();
  }

  private Link service(Seat seat) {
    return new Link(
        census.registry().titleOf(seat.service()), "/services/" + seat.service() + "/seats");
  }

  /// The seats that are filled now and will not be then.
  List<Gap> coming(Instant then) {
    return grouped(Opening.coming(survey.plan(), survey.at(), then));
  }

  private Gap gap(Opening opening) {
    Seat seat = opening.seat();
    Instant since = opening.since();
    return new Gap(
        List.of(),
        name(seat),
        SeatingView.word(seat.part()),
        opening.contested() ? "contested" : "vacant",
        since == null ? "" : age(Duration.between(since, survey.at())),
        opening.gaps().stream()
            .map(SeatStep::sentence)
            .map(sentence -> sentence.replace(" of service " + seat.service(), ""))
            .collect(Collectors.joining(" ")),
        census.named(opening.meanwhile()).stream()
            .map(sitter -> census.nameOf(sitter.person()) + ", " + sitter.standing().phrase())
            .collect(Collectors.joining("; ")));
  }

  private static String age(Duration age) {
    return age.toDays() > 0
        ? Counted.of(age.toDays(), "day", "days")
        : Counted.of(Math.max(0, age.toHours()), "hour", "hours");
  }

  private String name(Seat seat) {
    return survey
        .plan()
        .matrices()
        .effective(seat.service())
        .line(seat.activity())
        .map(SurveyView::name)
        .orElse(seat.activity());
  }

  private static String name(Line line) {
    return line.row().activity().name();
  }

  /// Those on whom most rests first.
  List<Truck> trucks() {
    return survey.catalogue().trucks().entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<PersonRef, List<Seat>> e) -> -e.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(
            entry ->
                new Truck(person(entry.getKey()), entry.getValue().size(), which(entry.getValue())))
        .toList();
  }

  private String which(List<Seat> seats) {
    List<ServiceId> services = seats.stream().map(Seat::service).distinct().toList();
    List<String> titles =
        services.stream().limit(LISTED).map(id -> census.registry().titleOf(id)).toList();
    return services.size() > LISTED
        ? "%s and %s"
            .formatted(
                String.join(", ", titles),
                Counted.of(services.size() - LISTED, "more service", "more services"))
        : Counted.listed(titles);
  }

  Link person(PersonRef person) {
    return new Link(census.nameOf(person), "/people/" + person + "/seats");
  }

  /// The heaviest first.
  List<Weight> weights() {
    long decisions = most(Load::decisions);
    long work = most(Load::work);
    long interrupts = most(Load::interrupts);
    long total = most(Load::quarters);
    return survey.loads().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Tokens.THIS_MACHINE))
        .sorted(
            Map.Entry.<PersonRef, Load>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(
            entry -> {
              Load load = entry.getValue();
              return new Weight(
                  person(entry.getKey()),
                  points(load.decisions()),
                  points(load.work()),
                  points(load.interrupts()),
                  points(load.quarters()),
                  List.of(
                      heat(load.decisions(), decisions),
                      heat(load.work(), work),
                      heat(load.interrupts(), interrupts),
                      heat(load.quarters(), total)));
            })
        .toList();
  }

  private long most(ToLongFunction<Load> of) {
    return survey.loads().values().stream().mapToLong(of).max().orElse(0);
  }

  private static int heat(long value, long most) {
    return value == 0 ? 0 : value * 3 > most * 2 ? 3 : value * 3 > most ? 2 : 1;
  }

  private static String points(long quarters) {
    return quarters % 4 == 0
        ? String.format(Locale.ROOT, "%,d", quarters / 4)
        : String.format(Locale.ROOT, "%,.2f", quarters / 4.0);
  }

  /// How unevenly the needed seats lie.
  String concentration() {
    Concentration spread = survey.concentration();
    return spread.holders() == 0
        ? "Nobody fills any."
        : String.format(
            Locale.ROOT,
            "%s fill them; the one who fills most has %.0f %% of the places.",
            Counted.sentence(Counted.of(spread.holders(), "person", "people")),
            spread.largestShare() * 100);
  }

  /// The same as the field measures it.
  String inequality() {
    Concentration spread = survey.concentration();
    return String.format(Locale.ROOT, "Gini %.2f, HHI %.3f.", spread.gini(), spread.hhi());
  }

  /// How many services rest on how many people.
  String spread() {
    return Counted.sentence(
        Counted.listed(
            survey.catalogue().spread().entrySet().stream()
                .map(
                    entry ->
                        "%s with bus factor %d"
                            .formatted(
                                Counted.of(entry.getValue(), "service", "services"),
                                entry.getKey()))
                .toList()));
  }

  /// What the rules say of the register as a whole.
  List<Said> findings() {
    Map<String, List<Finding>> byRule = new LinkedHashMap<>();
    survey
        .findings()
        .forEach(
            each ->
                byRule
                    .computeIfAbsent(each.rule() + each.severity(), _ -> new ArrayList<>())
                    .add(each));
    return byRule.values().stream().flatMap(SurveyView::some).toList();
  }

  /// The first of one kind, and how many more there are.
  private static Stream<Said> some(List<Finding> alike) {
    Stream<Said> first = alike.stream().limit(LISTED).map(SurveyView::said);
    Said last = said(alike.getLast());
    return alike.size() <= LISTED
        ? first
        : Stream.concat(
            first,
            Stream.of(
                new Said(
                    last.look(),
                    last.severity(),
                    last.rule(),
                    Counted.sentence(
                        Counted.of(
                            alike.size() - LISTED, "more of this kind.", "more of this kind.")),
                    "The answer at /api/v1/seats has all.")));
  }

  static Said said(Finding finding) {
    String look =
        switch (finding.severity()) {
          case ERROR -> "bad";
          case WARNING -> "warn";
          case NOTE -> "unk";
        };
    return new Said(
        look, finding.severity().word(), finding.rule(), finding.reason(), finding.remedy());
  }
}
