package dev.parallax.server.home;

import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Query;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Question;
import dev.parallax.governance.Resolution;
import dev.parallax.server.budgets.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Questions that the definitions themselves answer: guard-rails, doubtful and doubled indicators,
/// what is promised.
final class DefinitionAnswers {
  private static final List<PersonaId> MANDATORY =
      List.of(Lens.SERVICE_OWNER, Lens.PRODUCT_OWNER, new PersonaId("sre"));

  /// Words in a query that betray what is only inferred, or a queue's length. Source: SIG-SRE,
  /// picking good SLIs.
  private static final Map<String, String> DISTANT =
      Map.of(
          "cpu", "processor load says how busy a machine is, not how users fare",
          "memory", "memory use says how full a machine is, not how users fare",
          "queue_length", "a queue's length depends on traffic, not on how users fare",
          "queue_size", "a queue's length depends on traffic, not on how users fare",
          "lag", "a consumer's lag depends on traffic, not on how users fare");

  private final Lens lens;
  private final List<SloHistory> histories;

  DefinitionAnswers(Lens lens) {
    this.lens = lens;
    this.histories = lens.histories();
  }

  private static Slo newest(SloHistory history) {
    return history.versions().getLast().slo();
  }

  /// AL-1: services that leave the guard-rails: no SLO, no owner, no product owner, no SRE, an
  /// alert that can never fire.
  Answer guardRails(Question question) {
    Details details = new Details();
    for (ServiceId service : lens.services()) {
      List<String> breaches = breaches(service);
      if (!breaches.isEmpty()) {
        details.add(
            "/services/" + service, () -> lens.title(service) + ": " + String.join(", ", breaches));
      }
    }
    String answer =
        details.isEmpty()
            ? "None of %s.".formatted(Phrases.count(lens.services().size(), "service"))
            : "%s of %s. No earlier conformance is kept, so there is no trend yet."
                .formatted(
                    Phrases.sentence(Phrases.number(details.size())),
                    Phrases.count(lens.services().size(), "service"));
    return Answer.of(question, answer, details);
  }

  private List<String> breaches(ServiceId service) {
    List<String> breaches = new ArrayList<>();
    List<SloFigures> slos = lens.slosOf(service);
    if (slos.isEmpty()) {
      breaches.add("no SLO");
    }
    for (PersonaId persona : MANDATORY) {
      if (lens.roster().resolve(persona, service, lens.asOf()) instanceof Resolution.Vacant) {
        breaches.add("no " + lens.personaName(persona).toLowerCase(Locale.ROOT));
      }
    }
    slos.stream()
        .filter(
            figures ->
                figures.worst().burnRates().stream()
                    .anyMatch(reading -> reading.verdict() == BurnRateAlert.Verdict.CANNOT_FIRE))
        .forEach(
            figures ->
                breaches.add("an alert of " + figures.slo().displayName() + " can never fire"));
    return breaches;
  }

  /// AL-3: indicators that infer from afar, measure a queue, or leave a service without a golden
  /// signal.
  Answer doubtfulIndicators(Question question) {
    Details details = new Details();
    for (SloHistory history : histories) {
      Slo slo = newest(history);
      for (String doubt : doubts(slo)) {
        details.add(
            "/slos/" + slo.id(),
            () -> lens.title(slo.service()) + ", " + slo.displayName() + ": " + doubt);
      }
    }
    String answer =
        details.isEmpty()
            ? "None of %s.".formatted(Phrases.count(histories.size(), "SLO"))
            : "%s a doubtful indicator.".formatted(Phrases.sentence(Phrases.have(details.size())));
    return Answer.of(question, answer, details);
  }

  private static Set<String> doubts(Slo slo) {
    Set<String> doubts = new LinkedHashSet<>();
    for (Sli sli : slo.slis().values()) {
      for (Query query : queries(sli)) {
        String text = query.spec().toString().toLowerCase(Locale.ROOT);
        DISTANT.forEach(
            (word, why) -> {
              if (text.contains(word)) {
                doubts.add(why);
              }
            });
      }
    }
    return doubts;
  }

  /// AL-7: SLOs that count the very same thing.
  Answer doubled(Question question) {
    Map<Sli, List<Slo>> byIndicator = new LinkedHashMap<>();
    for (SloHistory history : histories) {
      Slo slo = newest(history);
      new LinkedHashSet<>(slo.slis().values())
          .forEach(sli -> byIndicator.computeIfAbsent(sli, _ -> new ArrayList<>()).add(slo));
    }
    Details details =
        Details.of(
            byIndicator.values().stream().filter(slos -> slos.size() > 1).toList(), this::alike);
    String answer =
        details.isEmpty()
            ? "None: no two SLOs in view count the same."
            : "%s counted more than once."
                .formatted(
                    Phrases.sentence(
                        details.size() == 1
                            ? "one indicator is"
                            : Phrases.number(details.size()) + " indicators are"));
    return Answer.of(question, answer, details);
  }

  private Answer.Detail alike(List<Slo> slos) {
    return new Answer.Detail(
        Phrases.some(
                slos.stream()
                    .map(slo -> lens.title(slo.service()) + ", " + slo.displayName())
                    .toList())
            + " count the same",
        "/slos/" + slos.getFirst().id());
  }

  private static List<Query> queries(Sli sli) {
    return switch (sli) {
      case Sli.Ratio(_, Query part, Query total, _) -> List.of(part, total);
      case Sli.Threshold(Query query, _, _) -> List.of(query);
      case Sli.RawRatio(Query query, _) -> List.of(query);
    };
  }

  /// CON-2: what is promised, and what changed. Planned changes are not registered.
  Answer exactlyPromised(Question question) {
    Details details = Details.of(histories, this::promise);
    long changed =
        histories.stream().filter(each -> each.versions().getLast().number() > 1).count();
    String answer =
        details.isEmpty()
            ? "Nothing: no SLO is registered for the services in view, and no contract."
            : "%s; %s since it was registered. No contract (SLA) and no planned change is registered."
                .formatted(
                    Phrases.sentence(Phrases.count(details.size(), "promise")),
                    changed == 0 ? "none changed" : Phrases.number(changed) + " changed");
    return Answer.of(question, answer, details);
  }

  private Answer.Detail promise(SloHistory history) {
    Slo slo = newest(history);
    SloHistory.Version version = history.versions().getLast();
    String since =
        version.number() > 1
            ? "; changed %s, version %d"
                .formatted(Figures.date(version.since(), lens.wording().zone()), version.number())
            : "; unchanged since it was registered";
    return new Answer.Detail(
        "%s: %s over the %s%s"
            .formatted(lens.title(slo), targets(slo), Wording.windowText(slo.window()), since),
        "/slos/" + slo.id());
  }

  private static String targets(Slo slo) {
    return Phrases.list(slo.objectives().stream().map(DefinitionAnswers::target).toList());
  }

  private static String target(Objective objective) {
    return Figures.target(objective.target());
  }
}
