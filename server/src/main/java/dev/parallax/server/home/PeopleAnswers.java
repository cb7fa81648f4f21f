package dev.parallax.server.home;

import dev.parallax.budget.Figures;
import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Question;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Staffing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Questions that assignments and schedules answer: who holds what, and where nobody does.
final class PeopleAnswers {
  private static final Duration AHEAD = Duration.ofDays(7);

  private final Lens lens;

  PeopleAnswers(Lens lens) {
    this.lens = lens;
  }

  /// SO-7 and EX-7: seats that are vacant, have lapsed, or rest on one person.
  Answer gaps(Question question) {
    List<Staffing.Post> vacant = lens.staffing().vacancies().stream().filter(this::inView).toList();
    List<Staffing.SinglePoint> single =
        lens.staffing().singlePoints().stream().filter(point -> inView(point.post())).toList();
    List<PersonaId> order = lens.roster().personas().all().stream().map(Persona::id).toList();
    Details details = new Details();
    order.forEach(
        persona ->
            vacant.stream()
                .filter(post -> post.persona().equals(persona))
                .forEach(post -> details.add(() -> vacancy(post))));
    Map<String, Long> byPerson =
        single.stream()
            .collect(
                Collectors.groupingBy(
                    point -> lens.roster().directory().nameOf(point.person()),
                    TreeMap::new,
                    Collectors.counting()));
    byPerson.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            entry ->
                details.add(
                    null,
                    () ->
                        "%s alone holds %s"
                            .formatted(entry.getKey(), Phrases.count(entry.getValue(), "seat"))));
    String answer =
        vacant.isEmpty() && single.isEmpty()
            ? "None: every seat in view is held by two or more people."
            : "%s %s vacant, and %s on one person."
                .formatted(
                    Phrases.sentence(Phrases.count(vacant.size(), "seat")),
                    vacant.size() == 1 ? "is" : "are",
                    single.isEmpty()
                        ? "none rests"
                        : single.size() == 1
                            ? "one rests"
                            : Phrases.number(single.size()) + " rest");
    return Answer.of(question, answer, details);
  }

  private Answer.Detail vacancy(Staffing.Post post) {
    Resolution resolution = lens.roster().resolve(post.persona(), post.service(), lens.asOf());
    String why = resolution instanceof Resolution.Vacant vacant ? vacant.reason().sentence() : "";
    return new Answer.Detail(
        "Nobody is %s of %s: %s"
            .formatted(lens.personaName(post.persona()), lens.title(post.service()), why),
        "/services/" + post.service());
  }

  private boolean inView(Staffing.Post post) {
    boolean builtIn =
        lens.roster()
            .personas()
            .get(post.persona())
            .map(persona -> persona.origin().kind() == Persona.Kind.BUILT_IN)
            .orElse(false);
    return builtIn && lens.services().contains(post.service());
  }

  /// EM-3: which seats go vacant if somebody leaves.
  Answer ifSomebodyLeaves(Question question) {
    Map<PersonRef, List<Staffing.Post>> lost =
        lens.staffing().singlePoints().stream()
            .filter(point -> inView(point.post()))
            .collect(
                Collectors.groupingBy(
                    Staffing.SinglePoint::person,
                    TreeMap::new,
                    Collectors.mapping(Staffing.SinglePoint::post, Collectors.toList())));
    Details details =
        Details.of(
            lost.entrySet().stream()
                .sorted(
                    Map.Entry.<PersonRef, List<Staffing.Post>>comparingByValue(
                            Comparator.comparingInt(List::size))
                        .reversed())
                .toList(),
            entry ->
                new Answer.Detail(
                    "Without %s: %s vacant (%s)"
                        .formatted(
                            lens.roster().directory().nameOf(entry.getKey()),
                            Phrases.count(entry.getValue().size(), "seat"),
                            some(entry.getValue())),
                    "/people/" + entry.getKey()));
    String answer =
        details.isEmpty()
            ? "None: every seat in view would still be held, whoever leaves."
            : "Seats depend on each of %s alone."
                .formatted(Phrases.count(details.size(), "person").replace("persons", "people"));
    return Answer.of(question, answer, details);
  }

  private String some(List<Staffing.Post> posts) {
    List<String> named =
        posts.stream()
            .limit(3)
            .map(post -> lens.personaName(post.persona()) + " of " + lens.title(post.service()))
            .toList();
    return String.join(", ", named) + (posts.size() > 3 ? ", …" : "");
  }

  /// SRE-3: who is on call, which hours of the coming week nobody covers, which hand-over is next.
  Answer onCall(Question question) {
    List<Answer.Detail> details = new ArrayList<>();
    int uncovered = 0;
    for (Directory.Schedule schedule : lens.roster().directory().schedules()) {
      Cover cover = cover(schedule);
      uncovered += cover.uncovered().isPositive() ? 1 : 0;
      details.add(
          new Answer.Detail(
              "%s: %s on duty%s%s"
                  .formatted(
                      schedule.name(),
                      cover.now(),
                      cover.handOver(),
                      cover.uncovered().isPositive()
                          ? "; nobody for "
                              + Figures.duration(cover.uncovered())
                              + " of the coming week"
                          : ""),
              null));
    }
    String answer =
        details.isEmpty()
            ? "Nobody: no on-call schedule is registered."
            : details.size() == 1
                ? "One on-call schedule, %s in the coming week."
                    .formatted(
                        uncovered == 0 ? "without an uncovered hour" : "with uncovered hours")
                : "%s; %s uncovered hours in the coming week."
                    .formatted(
                        Phrases.sentence(Phrases.count(details.size(), "on-call schedule")),
                        uncovered == 0 ? "none has" : Phrases.have(uncovered));
    return Answer.of(question, answer, details);
  }

  private record Cover(String now, String handOver, Duration uncovered) {}

  private Cover cover(Directory.Schedule schedule) {
    Instant now = lens.asOf();
    Instant end = now.plus(AHEAD);
    List<Directory.Shift> shifts =
        schedule.shifts().stream()
            .filter(shift -> shift.until().isAfter(now) && shift.from().isBefore(end))
            .sorted(Comparator.comparing(Directory.Shift::from))
            .toList();
    List<String> onDuty =
        shifts.stream()
            .filter(shift -> !shift.from().isAfter(now))
            .map(shift -> lens.roster().directory().nameOf(shift.person()))
            .distinct()
            .toList();
    Duration uncovered = Duration.ZERO;
    Instant reached = now;
    for (Directory.Shift shift : shifts) {
      if (shift.from().isAfter(reached)) {
        uncovered = uncovered.plus(Duration.between(reached, shift.from()));
      }
      reached = shift.until().isAfter(reached) ? shift.until() : reached;
    }
    if (reached.isBefore(end)) {
      uncovered = uncovered.plus(Duration.between(reached, end));
    }
    String handOver =
        shifts.stream()
            .filter(shift -> shift.from().isAfter(now))
            .findFirst()
            .map(
                shift ->
                    ", %s takes over %s"
                        .formatted(
                            lens.roster().directory().nameOf(shift.person()),
                            Figures.minute(shift.from(), lens.wording().zone())))
            .orElse("");
    return new Cover(
        onDuty.isEmpty() ? "nobody" : Phrases.list(onDuty),
        handOver,
        uncovered.truncatedTo(ChronoUnit.MINUTES));
  }
}
