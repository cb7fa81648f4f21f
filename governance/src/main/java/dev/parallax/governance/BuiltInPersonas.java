package dev.parallax.governance;

import dev.parallax.governance.Persona.Charter;
import dev.parallax.governance.Persona.Kind;
import dev.parallax.governance.Persona.Label;
import dev.parallax.governance.Persona.Origin;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The personas that come with the product: the eleven of ADR-00002 [1] and five that its sibling
/// documents use without defining them [2–5]. Without the five, the processes of those documents
/// could not name their actors.
///
/// Aliases are the spellings found in those documents and in the app-interface schema of qontract
/// [6].
///
/// Sources, all SIG-SRE (operate-first/sre):
/// - [1] ADR-00002, Personas related to Managed Services
/// - [2] ADR-00007, Error budget policy, escalation step 2
/// - [3] the incident management process
/// - [4] ADR-00006, SLO RACI chart, column "Eng Manager/Director"
/// - [5] ADR-00001, state "Proposed"
/// - [6] app-interface, `serviceOwners` and `productOwners`
final class BuiltInPersonas {
  private BuiltInPersonas() {}

  static List<Persona> all() {
    return Stream.of(business(), engineering(), quality(), operations(), readers(), extensions())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Persona> business() {
    return List.of(
        eleven(
            "service-owner",
            "Service Owner",
            new Charter(
                "That an SLO exists and what it promises, when it is recalibrated, which exceptions are granted,"
                    + " and whether a missed SLO is acceptable.",
                "A product line of 1 to 20 services; month to quarter; money and promises."),
            "Champion",
            "service owner (business)",
            "app-interface: serviceOwners"),
        eleven(
            "product-owner",
            "Product Owner",
            new Charter(
                "Whether features or reliability come first, how an error budget is spent, and which exception is"
                    + " asked for.",
                "One product or a few services; a sprint; items of a backlog."),
            "Product Owner(s)",
            "Product Manager",
            "PM",
            "app-interface: productOwners"));
  }

  private static List<Persona> engineering() {
    return List.of(
        eleven(
            "engineering-manager",
            "Engineering Manager",
            new Charter(
                "Who works on reliability, who takes part in on-call, and, after the hand-over of an escalation, how"
                    + " it goes on.",
                "One or several teams; sprint to quarter; the load on people."),
            "Eng Manager",
            "Eng Manager/Director",
            "Engineering (Manager)",
            "Manager"),
        eleven(
            "developer",
            "Developer",
            new Charter(
                "How an SLI is instrumented, how a fault is fixed, and whether to release now, within what the gate"
                    + " allows.",
                "A component or an endpoint; hours to a sprint."),
            "Software Engineer",
            "Sw. Eng"),
        eleven(
            "architecture-lead",
            "Architecture Lead",
            new Charter(
                "Standards and guard-rails, which patterns of SLI are allowed, and what the SLO roadmap holds.",
                "Across services; a quarter; patterns."),
            "Engineering/Architecture Lead",
            "Engineering Lead",
            "Eng lead",
            "Engineering/Quality Lead",
            "Tech lead"));
  }

  private static List<Persona> quality() {
    return List.of(
        eleven(
            "qe-manager",
            "QE Manager",
            new Charter(
                "The test strategy, the effort for each environment, how defects are triaged, and the stance on release"
                    + " quality.",
                "A product line; a release train."),
            "QE managers",
            "Quality Lead"),
        eleven(
            "quality-engineer",
            "Quality Engineer",
            new Charter(
                "Whether test evidence says go, when tests run in production, and how a chaos experiment is designed.",
                "A build or an environment; a day."),
            "QE"));
  }

  private static List<Persona> operations() {
    return List.of(
        eleven(
            "sre",
            "Site Reliability Engineer",
            new Charter(
                "That an SLO is missed, who takes which role in an incident, which alerts exist, and which toil to"
                    + " remove.",
                "From one signal to a service; minutes to a quarter."),
            "Service Reliability Engineer",
            "SRE",
            "SRE IC",
            "SRE representative",
            "appropriate SRE"),
        eleven(
            "support-engineer",
            "Support Engineer",
            new Charter(
                "Whether customers who noticed nothing are told, which cases belong together, and when elevated access"
                    + " is asked for.",
                "One customer or tenant; minutes to days."),
            "CEE",
            "CEE Support Lead",
            "first level support",
            "Customer support Lead"));
  }

  private static List<Persona> readers() {
    return List.of(
        eleven(
            "executive",
            "Executive",
            new Charter(
                "Resources and strategy, conflicts between service owners, and the last step of an escalation.",
                "The whole portfolio; a quarter; five numbers."),
            "Exec (VP+)",
            "Exec (VP)",
            "Exec",
            "Executive leadership"),
        eleven(
            "service-consumer",
            "Service Consumer",
            new Charter(
                "Whether to depend on a service, how to design for its failure, and when to complain or claim.",
                "Their own experience; now, and the period of the contract."),
            "End User",
            "Customer",
            "Consumers of the services"));
  }

  private static List<Persona> extensions() {
    return List.of(
        extension(
            label("sre-lead", "SRE Lead", "SRE leads", "Team Lead"),
            new Charter("Who owns an escalation in its first phase.", "A team of SREs; days."),
            "sre",
            "ADR-00007, escalation step 2; incident management process, 'Team Lead'"),
        extension(
            label(
                "sre-manager", "SRE Manager", "Regional Managers", "Problem Investigation Manager"),
            new Charter(
                "That problems are investigated to the end and that their action items are done.",
                "SRE teams; weeks to a quarter."),
            "engineering-manager",
            "ADR-00007, escalation step 2; incident management process, 'Problem Investigation Manager'"),
        extension(
            label("region-lead", "Region Lead"),
            new Charter("Who commands an incident in their region.", "A region; a shift."),
            "sre-lead",
            "incident management process, default of the Incident Commander"),
        extension(
            label("director", "Director"),
            new Charter("Staffing and priorities across teams.", "Several teams; a quarter."),
            "executive",
            "ADR-00006, column 'Eng Manager/Director'"),
        extension(
            label("adr-sponsor", "ADR Sponsor"),
            new Charter("That a proposed record is taken up.", "One record; weeks."),
            null,
            "ADR-00001, state 'Proposed'"));
  }

  private record Named(PersonaId id, Label label) {}

  private static Named label(String id, String name, String... aliases) {
    return new Named(new PersonaId(id), new Label(name, List.of(aliases)));
  }

  private static Persona eleven(String id, String name, Charter charter, String... aliases) {
    Origin origin = new Origin(Kind.BUILT_IN, "ADR-00002 (SIG-SRE, operate-first/sre)");
    Named named = label(id, name, aliases);
    return new Persona(named.id(), named.label(), charter, null, origin);
  }

  private static Persona extension(
      Named named, Charter charter, @Nullable String bestFit, String source) {
    PersonaId fit = bestFit == null ? null : new PersonaId(bestFit);
    return new Persona(named.id(), named.label(), charter, fit, new Origin(Kind.EXTENSION, source));
  }
}
