package dev.parallax.server.home;

import dev.parallax.budget.Figures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Question;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Verdict;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.decisions.Agenda.Turn;
import dev.parallax.server.decisions.Agenda.Waiting;
import dev.parallax.server.decisions.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Questions that decisions answer: what waits for whom, what is late, what came of it.
///
/// They are about now. A statement of the past leaves them open.
final class DecisionAnswers {
  private static final Duration MONTH = Duration.ofDays(31);
  private static final Duration QUARTER = Duration.ofDays(92);
  private static final Set<Capability> DECIDING =
      EnumSet.of(Capability.ANSWER, Capability.SIGN_OFF);
  private static final Set<Capability> WORKING =
      EnumSet.of(Capability.PERFORM, Capability.DRIVE, Capability.SUPPORT, Capability.VERIFY);

  private final Lens lens;
  private final Present present;
  private final Past past;

  DecisionAnswers(Lens lens, Present present, Past past) {
    this.lens = lens;
    this.present = present;
    this.past = past;
  }

  private Answer now(Question question, Function<List<Waiting>, Answer> answer) {
    return present.isNow()
        ? answer.apply(
            present.open().stream()
                .filter(waiting -> lens.services().contains(waiting.kept().service()))
                .toList())
        : Answer.open(question, Present.NEEDED);
  }

  private boolean isMine(Turn turn) {
    PersonRef person = lens.person();
    return person == null || turn.person().equals(person);
  }

  private boolean isHere(Turn turn) {
    return isMine(turn)
        && turn.as().equals(lens.roster().personas().treatedAs(lens.persona().id()));
  }

  private static List<Waiting> with(List<Waiting> open, Predicate<Turn> turn) {
    return open.stream().filter(waiting -> waiting.turns().stream().anyMatch(turn)).toList();
  }

  /// SO-2: what waits for a decision, how old it is, whom it blocks.
  Answer mine(Question question) {
    return now(
        question,
        open -> {
          List<Waiting> mine = with(open, turn -> isHere(turn) && DECIDING.contains(turn.part()));
          String answer =
              mine.isEmpty()
                  ? "Nothing waits for a decision."
                  : "%s, the oldest for %s."
                      .formatted(
                          Phrases.sentence(Phrases.count(mine.size(), "decision"))
                              + (mine.size() == 1 ? " waits" : " wait"),
                          mine.getFirst().ageText());
          return Answer.of(question, answer, mine.stream().map(this::waits).toList());
        });
  }

  private Answer.Detail waits(Waiting waiting) {
    return new Answer.Detail(
        "%s: waiting for %s%s%s"
            .formatted(
                title(waiting.kept()),
                waiting.ageText(),
                waiting.overdue() ? ", late" : "",
                waiting.blocked().isEmpty() ? "" : "; blocks " + names(waiting.blocked())),
        href(waiting));
  }

  private static String href(Waiting waiting) {
    return "/decisions/" + waiting.kept().id();
  }

  private String title(Kept kept) {
    return Inboxes.title(lens.title(kept.service()), kept.request().subject());
  }

  private String names(List<PersonRef> people) {
    return Phrases.list(people.stream().distinct().map(lens.roster().directory()::nameOf).toList());
  }

  /// PO-7: proposals that wait for work, or for somebody's advice.
  Answer proposals(Question question) {
    return now(
        question,
        open -> {
          List<Waiting> work = with(open, turn -> isMine(turn) && WORKING.contains(turn.part()));
          List<Waiting> advice = with(open, turn -> turn.part() == Capability.CONSULT);
          List<Answer.Detail> details = new ArrayList<>();
          advice.forEach(waiting -> details.add(said(waiting)));
          work.forEach(waiting -> details.add(said(waiting)));
          String answer =
              open.isEmpty()
                  ? "None: no change of an SLO is proposed."
                  : "%s proposed: %s for advice, %s for work."
                      .formatted(
                          Phrases.sentence(Phrases.count(open.size(), "change"))
                              + (open.size() == 1 ? " is" : " are"),
                          waitsOf(advice.size()),
                          waitsOf(work.size()));
          return Answer.of(question, answer, details);
        });
  }

  private static String waitsOf(int count) {
    return count == 0 ? "none waits" : Phrases.number(count) + (count == 1 ? " waits" : " wait");
  }

  private Answer.Detail said(Waiting waiting) {
    return new Answer.Detail(
        "%s. %s".formatted(title(waiting.kept()), waiting.sentence()), href(waiting));
  }

  /// EM-1: what the people of the services in view owe, by when.
  Answer owed(Question question) {
    return now(
        question,
        open -> {
          Map<String, List<Owed>> byPerson =
              open.stream()
                  .flatMap(
                      waiting ->
                          waiting.turns().stream()
                              .filter(this::isOfTeam)
                              .map(turn -> new Owed(waiting, turn)))
                  .collect(
                      Collectors.groupingBy(
                          owed -> lens.roster().directory().nameOf(owed.turn().person()),
                          TreeMap::new,
                          Collectors.toList()));
          long late =
              byPerson.values().stream()
                  .flatMap(List::stream)
                  .filter(owed -> owed.waiting().overdue())
                  .count();
          List<Answer.Detail> details = new ArrayList<>();
          byPerson.forEach(
              (name, owed) -> owed.forEach(each -> details.add(each.detail(name, lens))));
          String answer =
              details.isEmpty()
                  ? "Of decisions, nothing. Escalations, reviews and action items are not read yet."
                  : "Of decisions, %s, %s late. Escalations, reviews and action items are not read yet."
                      .formatted(
                          Phrases.count(details.size(), "act"),
                          late == 0 ? "none" : Phrases.number(late));
          return Answer.of(question, answer, details);
        });
  }

  private record Owed(Waiting waiting, Turn turn) {
    Answer.Detail detail(String name, Lens lens) {
      return new Answer.Detail(
          "%s %s %s, %s%s%s"
              .formatted(
                  name,
                  verb(turn.part()),
                  waiting.kept().id(),
                  lens.title(waiting.kept().service()),
                  turn.dueText().isEmpty() ? "" : ", by " + turn.dueText(),
                  waiting.overdue() ? ": late" : ""),
          href(waiting));
    }
  }

  private static String verb(Capability part) {
    return switch (part) {
      case ANSWER -> "decides";
      case SIGN_OFF -> "agrees as the second person to";
      case CONSULT -> "is asked about";
      case PERFORM, DRIVE, SUPPORT, VERIFY -> "works on";
      case INFORM, OMIT -> "is told of";
    };
  }

  private boolean isOfTeam(Turn turn) {
    return lens.staffing().hats(turn.person()).stream()
        .anyMatch(
            hat -> hat.services().stream().anyMatch(service -> lens.services().contains(service)));
  }

  /// DEV-3: which work on SLOs is this person's, and when it is done.
  Answer work(Question question) {
    return now(
        question,
        open -> {
          List<Waiting> work =
              open.stream()
                  .filter(
                      waiting ->
                          lens.person() == null
                              || waiting.kept().dossier().responsible().equals(lens.person()))
                  .toList();
          String answer =
              work.isEmpty()
                  ? "None: no change of an SLO is under way here."
                  : "%s under way; each is done when it is agreed and registered."
                      .formatted(
                          Phrases.sentence(Phrases.count(work.size(), "change"))
                              + (work.size() == 1 ? " is" : " are"));
          return Answer.of(question, answer, work.stream().map(this::said).toList());
        });
  }

  /// AL-4: what is stuck, and why.
  Answer stuck(Question question) {
    return now(
        question,
        open -> {
          List<Waiting> stuck = open.stream().filter(Waiting::isStuck).toList();
          String answer =
              stuck.isEmpty()
                  ? "None: %s open, none late or held."
                      .formatted(Phrases.are(open.size()).replace("none is", "nothing is"))
                  : "%s of %s."
                      .formatted(
                          Phrases.sentence(Phrases.number(stuck.size())),
                          Phrases.count(open.size(), "open decision"));
          return Answer.of(
              question,
              answer,
              stuck.stream()
                  .map(
                      waiting ->
                          new Answer.Detail(
                              "%s: %s".formatted(title(waiting.kept()), reason(waiting)),
                              href(waiting)))
                  .toList());
        });
  }

  private String reason(Waiting waiting) {
    if (waiting.kept().decision() instanceof Held held) {
      return "held by " + lens.roster().directory().nameOf(held.hold().act().who());
    }
    return waiting.turns().isEmpty()
        ? "nobody sits in the seat that decides"
        : "late, waiting for " + names(waiting.turns().stream().map(Turn::person).toList());
  }

  /// EX-5: whether decisions are made in time.
  Answer inTime(Question question) {
    return now(
        question,
        open -> {
          List<Kept> over =
              here(present.over().apply(lens.asOf().minus(QUARTER))).stream()
                  .filter(kept -> kept.decision() instanceof Decided)
                  .toList();
          long inTime =
              over.stream().filter(kept -> !kept.dossier().isOverdue(kept.changedAt())).count();
          List<Waiting> late = open.stream().filter(Waiting::overdue).toList();
          String made =
              over.isEmpty()
                  ? "Nothing was decided in the last three months"
                  : "%s of %s in the last three months came in time, half of them within %s"
                      .formatted(
                          Phrases.sentence(inTime == 0 ? "none" : Phrases.number(inTime)),
                          Phrases.count(over.size(), "decision"),
                          median(over));
          String overdue =
              late.isEmpty() ? "nothing is late" : Phrases.are(late.size()) + " late now";
          return Answer.of(
              question, made + "; " + overdue + ".", late.stream().map(this::said).toList());
        });
  }

  private static String median(List<Kept> over) {
    List<Duration> took =
        over.stream()
            .map(kept -> Duration.between(kept.openedAt(), kept.changedAt()))
            .sorted()
            .toList();
    return Figures.duration(took.get((took.size() - 1) / 2));
  }

  private List<Kept> here(List<Kept> kept) {
    return kept.stream().filter(each -> lens.services().contains(each.service())).toList();
  }

  /// SO-8: how the budget stood when something was agreed, and how it stands now.
  Answer worked(Question question) {
    return now(
        question,
        _ -> {
          List<Answer.Detail> details =
              here(present.over().apply(lens.asOf().minus(MONTH))).stream()
                  .flatMap(kept -> agreed(kept).stream())
                  .toList();
          String answer =
              details.isEmpty()
                  ? "Nothing was agreed in the last month."
                  : "%s agreed in the last month; what was left of the worst budget then and now:"
                      .formatted(
                          Phrases.sentence(Phrases.count(details.size(), "change"))
                              + (details.size() == 1 ? " was" : " were"));
          return Answer.of(question, answer, details);
        });
  }

  private Optional<Answer.Detail> agreed(Kept kept) {
    if (!(kept.decision() instanceof Decided decided) || decided.verdict() != Verdict.APPROVED) {
      return Optional.empty();
    }
    List<SloFigures> now = lens.slosOf(kept.service());
    List<SloFigures> then =
        now.stream()
            .flatMap(each -> past.slo(decided.by().at(), each.slo().id()).stream())
            .toList();
    return Optional.of(
        new Answer.Detail(
            "%s: %s then, %s now".formatted(title(kept), left(then), left(now)),
            "/decisions/" + kept.id()));
  }

  private static String left(List<SloFigures> slos) {
    return slos.stream().min(Wording.WORST_FIRST).map(Wording::left).orElse("unknown");
  }
}
