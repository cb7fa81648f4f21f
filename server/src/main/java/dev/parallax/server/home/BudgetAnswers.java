package dev.parallax.server.home;

import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Coverage;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Statement.State;
import dev.parallax.governance.Question;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Service;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Questions that the ledger answers: what is out of budget, what burns, what is measured, what was
/// kept.
final class BudgetAnswers {
  private final Lens lens;
  private final Past past;

  BudgetAnswers(Lens lens, Past past) {
    this.lens = lens;
    this.past = past;
  }

  /// SO-1: out of budget, or will be before the window closes, and since when.
  Answer missed(Question question) {
    List<SloFigures> gone = lens.slos(State.EXHAUSTED);
    List<SloFigures> going = lens.slos(State.AT_RISK);
    List<SloFigures> unknown = lens.slos(State.UNKNOWN);
    String answer =
        gone.isEmpty() && going.isEmpty()
            ? "None of your %s.".formatted(Phrases.count(lens.slos().size(), "SLO"))
            : "%s %s out of budget, and %s at this rate."
                .formatted(
                    Phrases.sentence(Phrases.count(gone.size(), "SLO")),
                    gone.size() == 1 ? "is" : "are",
                    going.isEmpty()
                        ? "no other will be"
                        : Phrases.number(going.size()) + " will be");
    String caveat =
        unknown.isEmpty()
            ? ""
            : " %s unknown.".formatted(Phrases.sentence(Phrases.are(unknown.size())));
    return Answer.of(
        question,
        answer + caveat,
        Details.of(Stream.of(gone, going, unknown).flatMap(List::stream).toList(), this::line));
  }

  /// SRE-1: what burned since Friday evening, and at which rate.
  Answer weekend(Question question) {
    ZonedDateTime now = lens.asOf().atZone(lens.wording().zone());
    Instant friday =
        now.with(TemporalAdjusters.previousOrSame(DayOfWeek.FRIDAY))
            .truncatedTo(ChronoUnit.DAYS)
            .plusHours(18)
            .toInstant();
    Instant since = friday.isAfter(lens.asOf()) ? friday.minus(7, ChronoUnit.DAYS) : friday;
    Details burned = new Details();
    for (SloFigures figures : lens.slos()) {
      List<BurnRateAlert.Reading> firing = firing(figures);
      if (!firing.isEmpty() || isFast(figures)) {
        burned.add(slo(figures), () -> burned(since, figures, firing.size()));
      }
    }
    String from = Figures.minute(since, lens.wording().zone());
    String answer =
        burned.isEmpty()
            ? "Nothing that was measured burned faster than its pace since %s.".formatted(from)
            : "%s burned faster than its pace since %s."
                .formatted(Phrases.sentence(Phrases.count(burned.size(), "SLO")), from);
    return Answer.of(question, answer, burned);
  }

  private static List<BurnRateAlert.Reading> firing(SloFigures figures) {
    return figures.worst().burnRates().stream()
        .filter(reading -> reading.verdict() == BurnRateAlert.Verdict.FIRING)
        .toList();
  }

  /// Whether it burned faster than its pace over some days.
  private static boolean isFast(SloFigures figures) {
    return overDays(figures)
        .anyMatch(
            reading ->
                reading.longRate() != null
                    && reading.longRate().multiple().compareTo(Fraction.ONE) > 0);
  }

  private static Stream<BurnRateAlert.Reading> overDays(SloFigures figures) {
    return figures.worst().burnRates().stream()
        .filter(reading -> reading.alert().longWindow().toDays() >= 3);
  }

  private String burned(Instant since, SloFigures figures, int firing) {
    return "%s: %s left, %s before; %s over 3 d%s"
        .formatted(
            lens.title(figures),
            Wording.left(figures),
            past.slo(since, figures.slo().id()).map(Wording::left).orElse(Figures.UNKNOWN),
            overDays(figures)
                .map(reading -> Figures.rate(reading.longRate()))
                .findFirst()
                .orElse(Figures.UNKNOWN),
            firing == 0 ? "" : "; " + firing + " of its alerts fire");
  }

  /// SRE-2: data that are wrong or missing.
  Answer dataQuality(Question question) {
    Details wrong = new Details();
    for (SloFigures figures : lens.slos()) {
      for (ObjectiveFigures objective : figures.objectives()) {
        defect(objective)
            .ifPresent(text -> wrong.add(slo(figures), () -> lens.title(figures) + ": " + text));
      }
    }
    lens.registry().notMeasured().values().stream()
        .filter(each -> lens.services().contains(each.service()))
        .forEach(each -> wrong.add(null, () -> each.id() + ": not measured: " + each.reason()));
    String answer =
        wrong.isEmpty()
            ? "None: every SLO in view is measured without a hole that matters."
            : "%s wrong or missing data.".formatted(Phrases.sentence(Phrases.have(wrong.size())));
    return Answer.of(question, answer, wrong);
  }

  private static Optional<String> defect(ObjectiveFigures figures) {
    Coverage coverage = figures.coverage();
    if (figures.countedFrom() == null) {
      return Optional.of("nothing was ever measured");
    }
    if (figures.tally().good() > figures.tally().total()) {
      return Optional.of(
          "more good (%s) than total (%s)"
              .formatted(
                  Figures.count(figures.tally().good()), Figures.count(figures.tally().total())));
    }
    if (figures.tally().total() == 0) {
      return Optional.of("nothing happened in its window");
    }
    if (!coverage.reaches(Statement.Terms.DEFAULT.minimumCoverage())) {
      return Optional.of("only %s of the time was measured".formatted(Figures.coverage(coverage)));
    }
    return Optional.empty();
  }

  /// SRE-8: what belongs on the agenda of the weekly review.
  Answer agenda(Question question) {
    Details items =
        Details.of(
            Stream.of(
                    lens.slos(State.EXHAUSTED), lens.slos(State.AT_RISK), lens.slos(State.UNKNOWN))
                .flatMap(List::stream)
                .toList(),
            this::line);
    Instant weekAgo = lens.asOf().minus(7, ChronoUnit.DAYS);
    for (SloHistory history : lens.histories()) {
      SloHistory.Version newest = history.versions().getLast();
      if (newest.number() > 1 && newest.since().isAfter(weekAgo)) {
        items.add(
            "/slos/" + history.id(),
            () ->
                "%s changed to version %d".formatted(newest.slo().displayName(), newest.number()));
      }
    }
    String answer =
        items.isEmpty()
            ? "Nothing: no SLO is out of budget, at risk, unknown or changed this week."
            : "%s for the agenda.".formatted(Phrases.sentence(Phrases.count(items.size(), "item")));
    return Answer.of(question, answer, items);
  }

  /// EX-1: are promises kept, by tier, and compared with a quarter ago.
  Answer promisesKept(Question question) {
    Instant before =
        lens.asOf()
            .atZone(lens.wording().zone())
            .minusDays(91)
            .truncatedTo(ChronoUnit.DAYS)
            .toInstant();
    Kept now = kept(lens.slos().stream());
    Kept then =
        kept(lens.slos().stream().flatMap(each -> past.slo(before, each.slo().id()).stream()));
    String trend =
        then.known() == 0
            ? "a quarter ago nothing was measured"
            : "a quarter ago %d of %d".formatted(then.kept(), then.known());
    String answer =
        now.known() == 0
            ? "Unknown: no SLO is measured well enough to say."
            : "%d of %d measured SLOs are kept; %s.".formatted(now.kept(), now.known(), trend);
    List<Answer.Detail> byTier = new ArrayList<>();
    tiers()
        .forEach(
            (tier, services) -> {
              List<SloFigures> slos = lens.standing().of(services);
              long out =
                  slos.stream().filter(figures -> figures.state() == State.EXHAUSTED).count();
              long unknown =
                  slos.stream().filter(figures -> figures.state() == State.UNKNOWN).count();
              byTier.add(
                  new Answer.Detail(
                      tier + ": " + keptOf(slos.size() - unknown, out, unknown), null));
            });
    return Answer.of(question, answer, byTier);
  }

  private static String keptOf(long known, long out, long unknown) {
    String kept = known == 0 ? "" : "%d of %d kept".formatted(known - out, known);
    String rest = unknown == 0 ? "" : unknown + " unknown";
    return kept
        + (kept.isEmpty() || rest.isEmpty() ? "" : ", ")
        + rest
        + (known + unknown == 0 ? "nothing is promised" : "");
  }

  private SortedMap<String, List<ServiceId>> tiers() {
    SortedMap<String, List<ServiceId>> tiers = new TreeMap<>();
    for (ServiceId id : lens.services()) {
      String tier = lens.registry().service(id).map(Service::tier).orElse(null);
      tiers
          .computeIfAbsent(tier == null ? "Without a tier" : "Tier " + tier, _ -> new ArrayList<>())
          .add(id);
    }
    return tiers;
  }

  private record Kept(long kept, long known) {}

  private static Kept kept(Stream<SloFigures> slos) {
    List<State> known =
        slos.map(SloFigures::state).filter(state -> state != State.UNKNOWN).toList();
    return new Kept(known.stream().filter(state -> state != State.EXHAUSTED).count(), known.size());
  }

  /// EX-2: where risk is concentrated, and who answers for it.
  Answer riskiest(Question question) {
    List<SloFigures> worst =
        Stream.of(lens.slos(State.EXHAUSTED), lens.slos(State.AT_RISK))
            .flatMap(List::stream)
            .toList();
    List<ServiceId> services =
        worst.stream().map(figures -> figures.slo().service()).distinct().limit(3).toList();
    List<Answer.Detail> details =
        services.stream()
            .map(
                service ->
                    new Answer.Detail(
                        "%s: %s left; accountable: %s"
                            .formatted(
                                lens.title(service),
                                Wording.left(
                                    worst.stream()
                                        .filter(figures -> figures.slo().service().equals(service))
                                        .findFirst()
                                        .orElseThrow()),
                                lens.holders(Lens.SERVICE_OWNER, service)),
                        "/services/" + service))
            .toList();
    String answer =
        details.isEmpty()
            ? "Nowhere that is measured: no service is out of budget or heading there."
            : "In %s.".formatted(Phrases.list(services.stream().map(lens::title).toList()));
    return Answer.of(question, answer, details);
  }

  /// SUP-3: what was promised, and is it kept. Contracts with single customers are not registered.
  Answer promised(Question question) {
    Details lines = Details.of(lens.slos(), this::promise);
    long broken = lens.slos(State.EXHAUSTED).size();
    String answer =
        lines.isEmpty()
            ? "Nothing: no SLO is registered for the services in view."
            : "Every customer is promised the same %s; %s not kept now. No contract of a single customer is registered."
                .formatted(Phrases.count(lines.size(), "SLO"), Phrases.are(broken));
    return Answer.of(question, answer, lines);
  }

  /// CON-1: is it up, and was it within its promise.
  Answer upForMe(Question question) {
    Details lines = Details.of(lens.slos(), this::promise);
    long broken = lens.slos(State.EXHAUSTED).size();
    long unknown = lens.slos(State.UNKNOWN).size();
    String answer =
        lines.isEmpty()
            ? "Unknown: nothing is promised, so nothing is measured against it."
            : broken == 0 && unknown == 0
                ? "Within every promise."
                : "%s of %d promises %s not kept%s."
                    .formatted(
                        Phrases.sentence(broken == 0 ? "none" : Phrases.number(broken)),
                        lines.size(),
                        broken == 1 ? "is" : "are",
                        unknown == 0 ? "" : ", " + Phrases.are(unknown) + " unknown");
    return Answer.of(question, answer, lines);
  }

  private Answer.Detail promise(SloFigures figures) {
    ObjectiveFigures worst = figures.worst();
    String said =
        "%s: %s promised over the %s; %s"
            .formatted(
                lens.title(figures),
                Figures.target(worst.objective().target()),
                Wording.windowText(figures.slo().window()),
                figures.state() == State.UNKNOWN
                    ? "unknown"
                    : Figures.goodness(worst.tally().goodRatio()) + " so far");
    return new Answer.Detail(said, slo(figures));
  }

  private Answer.Detail line(SloFigures figures) {
    return new Answer.Detail(lens.sentence(figures), slo(figures));
  }

  static String slo(SloFigures figures) {
    return "/slos/" + figures.slo().id();
  }
}
