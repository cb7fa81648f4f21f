package dev.parallax.server.home;

import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Coverage;
import dev.parallax.budget.Figures;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Statement.State;
import java.util.ArrayList;
import java.util.List;

/// The sentence at the top of a home: the same figures, at the persona's altitude and in its words.
final class Headlines {
  private Headlines() {}

  static String of(Lens lens) {
    if (lens.services().isEmpty()) {
      return lens.person() == null
          ? "No service is registered yet."
          : "%s is not %s of any service."
              .formatted(lens.roster().directory().nameOf(lens.person()), lens.persona().name());
    }
    if (lens.slos().isEmpty()) {
      return "%s in view, and no SLO that can be measured."
          .formatted(
              Phrases.sentence(
                  Phrases.are(lens.services().size()).replaceAll(" (is|are)$", "")
                      + (lens.services().size() == 1 ? " service is" : " services are")));
    }
    return switch (lens.persona().id().value()) {
      case "executive" -> kept(lens, "promises");
      case "service-consumer", "support-engineer" -> promises(lens);
      case "sre", "quality-engineer" -> burning(lens);
      case "product-owner", "developer" -> releases(lens);
      default -> services(lens);
    };
  }

  private static String services(Lens lens) {
    long out = count(lens, State.EXHAUSTED);
    long risk = count(lens, State.AT_RISK);
    long unknown = count(lens, State.UNKNOWN);
    String first =
        lens.services().size() == 1
            ? "%s is %s"
                .formatted(
                    lens.title(lens.services().first()),
                    out > 0 ? "out of budget" : "not out of budget")
            : "%s of %s %s out of budget"
                .formatted(
                    Phrases.sentence(out == 0 ? "none" : Phrases.number(out)),
                    Phrases.count(lens.services().size(), "service"),
                    out > 1 ? "are" : "is");
    if (lens.services().size() == 1 && unknown > 0) {
      return lens.title(lens.services().first()) + " is unknown: too little is measured yet.";
    }
    List<String> rest = new ArrayList<>();
    if (risk > 0) {
      rest.add(Phrases.are(risk) + " at risk");
    }
    if (unknown > 0) {
      rest.add(Phrases.are(unknown) + " unknown");
    }
    return first + (rest.isEmpty() ? "." : "; " + Phrases.list(rest) + ".");
  }

  private static String releases(Lens lens) {
    List<String> stopped = new ArrayList<>();
    for (ServiceId id : lens.services()) {
      if (!lens.slosOf(id).isEmpty() && lens.state(id) == State.EXHAUSTED) {
        stopped.add(lens.title(id));
      }
    }
    return stopped.isEmpty()
        ? "No budget stands in the way of a feature release."
        : "%s %s out of budget: features wait there."
            .formatted(Phrases.some(stopped), stopped.size() == 1 ? "is" : "are");
  }

  private static String burning(Lens lens) {
    long firing =
        lens.slos().stream()
            .filter(
                figures ->
                    figures.worst().burnRates().stream()
                        .anyMatch(reading -> reading.verdict() == BurnRateAlert.Verdict.FIRING))
            .count();
    long out = lens.slos(State.EXHAUSTED).size();
    long unknown = lens.slos(State.UNKNOWN).size();
    return "%s of %s %s too fast now; %s out of budget%s."
        .formatted(
            Phrases.sentence(firing == 0 ? "none" : Phrases.number(firing)),
            Phrases.count(lens.slos().size(), "SLO"),
            firing == 1 || firing == 0 ? "burns" : "burn",
            Phrases.are(out),
            unknown == 0 ? "" : " and " + Phrases.are(unknown) + " unknown");
  }

  private static String promises(Lens lens) {
    long broken = lens.slos(State.EXHAUSTED).size();
    long unknown = lens.slos(State.UNKNOWN).size();
    String first =
        broken == 0
            ? "Every measured promise is kept"
            : "%s of %s not kept"
                .formatted(
                    Phrases.sentence(Phrases.number(broken)),
                    Phrases.count(lens.slos().size(), "promise") + (broken == 1 ? " is" : " are"));
    return first + (unknown == 0 ? "." : "; " + Phrases.are(unknown) + " unknown.");
  }

  private static String kept(Lens lens, String noun) {
    long unknown = lens.slos(State.UNKNOWN).size();
    long known = lens.slos().size() - unknown;
    long kept = known - lens.slos(State.EXHAUSTED).size();
    return "%s of %s measured %s are kept%s."
        .formatted(
            Phrases.sentence(Phrases.number(kept)),
            Phrases.number(known),
            noun,
            unknown == 0 ? "" : "; " + Phrases.are(unknown) + " unknown");
  }

  private static long count(Lens lens, State state) {
    return lens.services().stream()
        .filter(id -> !lens.slosOf(id).isEmpty())
        .filter(id -> lens.state(id) == state)
        .count();
  }

  /// How much of the time in view was measured: seconds over all SLOs, summed.
  static String measured(Lens lens) {
    long observed = 0;
    long expected = 0;
    for (SloFigures figures : lens.slos()) {
      observed += figures.worst().coverage().observedSeconds();
      expected += figures.worst().coverage().expectedSeconds();
    }
    return expected == 0
        ? "Nothing was measured yet."
        : "%s of the time was measured."
            .formatted(Figures.coverage(new Coverage(observed, expected)));
  }
}
