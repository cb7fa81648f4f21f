package dev.parallax.server.home;

import dev.parallax.budget.Figures;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.Objective;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Statement.State;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Question;
import dev.parallax.server.catalog.Service;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Questions that the catalogue's dependencies answer: who needs whom, and can the promises hold.
final class DependencyAnswers {
  private final Lens lens;

  DependencyAnswers(Lens lens) {
    this.lens = lens;
  }

  private SortedSet<ServiceId> upstreams() {
    SortedSet<ServiceId> upstreams = new TreeSet<>();
    for (ServiceId service : lens.services()) {
      upstreams.addAll(needs(service));
    }
    return upstreams;
  }

  private SortedSet<ServiceId> needs(ServiceId service) {
    return lens.registry().service(service).map(Service::dependsOn).orElseGet(TreeSet::new);
  }

  private List<Slo> slosOf(ServiceId service) {
    return lens.registry().slosOf(service).stream()
        .map(SloHistory::versions)
        .map(List::getLast)
        .map(SloHistory.Version::slo)
        .toList();
  }

  /// PO-5: whose budget burns where you depend on it, or depends on you, and who owns that product.
  Answer neighboursToTalkTo(Question question) {
    Details details = new Details();
    for (ServiceId upstream : upstreams()) {
      if (isBurning(upstream)) {
        details.add(() -> neighbour(upstream, "you depend on it and it is " + state(upstream)));
      }
    }
    SortedSet<ServiceId> needing = new TreeSet<>();
    lens.services().stream()
        .filter(this::isBurning)
        .forEach(burning -> needing.addAll(lens.registry().neededBy(burning)));
    needing.stream()
        .filter(other -> !lens.services().contains(other))
        .forEach(
            other ->
                details.add(
                    () ->
                        neighbour(
                            other, "it depends on you, and you are out of budget or at risk")));
    String answer =
        details.isEmpty()
            ? "None: nothing that you depend on, or that depends on you, burns across that line."
            : "%s to talk about."
                .formatted(Phrases.sentence(Phrases.count(details.size(), "service")));
    return Answer.of(question, answer, details);
  }

  private boolean isBurning(ServiceId service) {
    State state = lens.state(service);
    return !lens.slosOf(service).isEmpty() && (state == State.EXHAUSTED || state == State.AT_RISK);
  }

  private String state(ServiceId service) {
    return lens.state(service) == State.EXHAUSTED ? "out of budget" : "at risk";
  }

  private Answer.Detail neighbour(ServiceId service, String why) {
    return new Answer.Detail(
        "%s (%s: %s): %s"
            .formatted(
                lens.title(service),
                lens.personaName(Lens.PRODUCT_OWNER),
                lens.holders(Lens.PRODUCT_OWNER, service),
                why),
        "/services/" + service);
  }

  /// DEV-7: what the services that you depend on promise.
  Answer upstreamPromises(Question question) {
    return promises(question, Lens.SERVICE_OWNER, "promise");
  }

  /// CON-4: do your upstreams' promises support yours, and who is your counterpart there.
  Answer upstreamSupport(Question question) {
    return promises(question, new PersonaId("sre"), "promise");
  }

  private Answer promises(Question question, PersonaId counterpart, String noun) {
    Details details = new Details();
    int silent = 0;
    for (ServiceId upstream : upstreams()) {
      silent += lens.registry().slosOf(upstream).isEmpty() ? 1 : 0;
      details.add("/services/" + upstream, () -> upstream(upstream, counterpart));
    }
    int impossible = impossible().size();
    String answer =
        details.isEmpty()
            ? "None: the catalogue names no service that these depend on."
            : "%s, %s; %s of your targets cannot hold on theirs."
                .formatted(
                    Phrases.sentence(Phrases.count(details.size(), "upstream")),
                    silent == 0
                        ? (details.size() == 1 ? "with a " : "each with a ") + noun
                        : Phrases.number(silent) + " without a " + noun,
                    impossible == 0 ? "none" : Phrases.number(impossible));
    return Answer.of(question, answer, details);
  }

  private String upstream(ServiceId upstream, PersonaId counterpart) {
    List<Slo> slos = slosOf(upstream);
    String promised =
        slos.isEmpty()
            ? "promises nothing"
            : "promises "
                + Phrases.list(
                    slos.stream()
                        .map(slo -> "%s (%s)".formatted(highest(slo), slo.displayName()))
                        .toList());
    return "%s %s. %s: %s"
        .formatted(
            lens.title(upstream),
            promised,
            lens.personaName(counterpart),
            lens.holders(counterpart, upstream));
  }

  private static String highest(Slo slo) {
    return Figures.target(
        slo.objectives().stream().map(Objective::target).max(BigDecimal::compareTo).orElseThrow());
  }

  /// AL-2: targets above what the services that are needed promise together. With every request
  /// needing each upstream once, at most the product of their shares can be good.
  Answer impossibleTargets(Question question) {
    Details details = impossible();
    String answer =
        details.isEmpty()
            ? "None: no target is above what its dependencies promise together."
            : "%s above what the dependencies promise together."
                .formatted(Phrases.sentence(Phrases.are(details.size())));
    return Answer.of(question, answer, details);
  }

  /// What the services that one needs promise together at most.
  ///
  /// @param names of those that promise something
  private record Ceiling(Fraction share, List<String> names) {}

  private Ceiling ceiling(ServiceId service) {
    Fraction share = Fraction.ONE;
    List<String> names = new ArrayList<>();
    for (ServiceId upstream : needs(service)) {
      List<Slo> slos = slosOf(upstream);
      if (!slos.isEmpty()) {
        share = share.times(best(slos));
        names.add(lens.title(upstream));
      }
    }
    return new Ceiling(share, names);
  }

  private Details impossible() {
    Details details = new Details();
    Map<ServiceId, Ceiling> ceilings = new HashMap<>();
    for (SloFigures figures : lens.slos()) {
      Ceiling ceiling = ceilings.computeIfAbsent(figures.slo().service(), this::ceiling);
      Objective highest =
          figures.slo().objectives().stream()
              .max(Comparator.comparing(Objective::target))
              .orElseThrow();
      if (!ceiling.names().isEmpty()
          && Fraction.of(highest.target()).compareTo(ceiling.share()) > 0) {
        details.add(
            BudgetAnswers.slo(figures),
            () ->
                "%s promises %s, but needs %s, which promise at most %s together"
                    .formatted(
                        lens.title(figures),
                        Figures.target(highest.target()),
                        Phrases.some(ceiling.names()),
                        Figures.goodness(ceiling.share())));
      }
    }
    return details;
  }

  private static Fraction best(List<Slo> slos) {
    return slos.stream()
        .flatMap(slo -> slo.objectives().stream())
        .map(objective -> Fraction.of(objective.target()))
        .max(Fraction::compareTo)
        .orElse(Fraction.ONE);
  }
}
