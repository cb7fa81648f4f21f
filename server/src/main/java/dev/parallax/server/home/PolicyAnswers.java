package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.Question;
import dev.parallax.governance.policy.ErrorBudgetPolicy;
import dev.parallax.governance.policy.ErrorBudgetPolicy.Verdict;
import dev.parallax.server.budgets.Wording;
import java.util.ArrayList;
import java.util.List;

/// Questions that the error budget policy answers: may features go out, and who says so.
final class PolicyAnswers {
  private final Lens lens;

  PolicyAnswers(Lens lens) {
    this.lens = lens;
  }

  private record Light(ServiceId service, Verdict verdict) {}

  private List<Light> lights() {
    List<Light> lights = new ArrayList<>();
    for (ServiceId service : lens.services()) {
      List<SloFigures> slos = lens.slosOf(service);
      if (!slos.isEmpty()) {
        lights.add(new Light(service, ErrorBudgetPolicy.shortTerm(slos)));
      }
    }
    return lights;
  }

  /// PO-1: a green light for features, service by service, and why.
  Answer greenLight(Question question) {
    List<Light> lights = lights();
    long stopped =
        lights.stream().filter(light -> light.verdict() instanceof Verdict.StopReleases).count();
    long unknown =
        lights.stream().filter(light -> light.verdict() instanceof Verdict.Unknown).count();
    long go = lights.size() - stopped - unknown;
    String answer =
        lights.isEmpty()
            ? "None: no service in view has an SLO, so no budget says yes or no."
            : "Go for %s, stop for %s%s."
                .formatted(
                    Phrases.number(go),
                    Phrases.number(stopped),
                    unknown == 0 ? "" : ", unknown for " + Phrases.number(unknown));
    return Answer.of(
        question,
        answer,
        Details.of(
            lights.stream()
                .filter(light -> !(light.verdict() instanceof Verdict.ReleasesProceed))
                .toList(),
            this::why));
  }

  /// DEV-1: may I release; if not, which SLO and rule say so, who may lift it, and what may go
  /// anyway.
  Answer mayIRelease(Question question) {
    List<Light> stopped =
        lights().stream().filter(light -> light.verdict() instanceof Verdict.StopReleases).toList();
    List<Light> unknown =
        lights().stream().filter(light -> light.verdict() instanceof Verdict.Unknown).toList();
    String exempt = Phrases.list(ErrorBudgetPolicy.EXEMPT);
    String answer =
        stopped.isEmpty() && unknown.isEmpty()
            ? "Yes: every service in view has budget (rule ST-1)."
            : stopped.isEmpty()
                ? "Nothing forbids it, but %s not measured well enough to say yes."
                    .formatted(Phrases.are(unknown.size()))
                : "Not for %s; %s may go."
                    .formatted(
                        Phrases.some(
                            stopped.stream().map(light -> lens.title(light.service())).toList()),
                        exempt);
    Details details = new Details();
    stopped.forEach(light -> details.add(() -> why(light)));
    unknown.forEach(light -> details.add(() -> why(light)));
    return Answer.of(question, answer, details);
  }

  private Answer.Detail why(Light light) {
    String title = lens.title(light.service());
    String href = "/services/" + light.service();
    return switch (light.verdict()) {
      case Verdict.ReleasesProceed() -> new Answer.Detail(title + ": go (ST-1)", href);
      case Verdict.StopReleases(List<SloFigures> because) ->
          new Answer.Detail(
              "%s: stop (ST-3), for %s. An exception is granted by the %s: %s"
                  .formatted(
                      title,
                      Phrases.list(
                          because.stream()
                              .map(
                                  figures ->
                                      figures.slo().displayName()
                                          + " has "
                                          + Wording.left(figures)
                                          + " left")
                              .toList()),
                      lens.personaName(Lens.SERVICE_OWNER),
                      lens.holders(Lens.SERVICE_OWNER, light.service())),
              href);
      case Verdict.Unknown(List<SloFigures> because) ->
          new Answer.Detail(
              "%s: unknown, for %s"
                  .formatted(
                      title,
                      Phrases.list(
                          because.stream()
                              .map(
                                  figures ->
                                      figures.slo().displayName() + " is not measured well enough")
                              .toList())),
              href);
    };
  }
}
