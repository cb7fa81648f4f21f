package dev.parallax.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// An organisation in which changes of SLOs are proposed and decided, its clock, and what is asked
/// about it.
final class Deciding implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String WHY = "The figures of the last quarter say so.";
  private static final Map<String, String> QUICK =
      Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_PASSWORD_MEMORY", "64");

  final MovedClock clock;
  private final Path data;
  private final Map<String, String> settings;
  private final Map<String, Member> people = new HashMap<>();
  private RunningParallax parallax;

  /// @param folder for the clock
  /// @param more settings
  Deciding(Path data, Path folder, Map<String, String> more) throws IOException {
    this.data = data;
    clock = new MovedClock(folder);
    settings = new HashMap<>(QUICK);
    settings.putAll(clock.settings());
    settings.putAll(more);
    parallax = RunningParallax.start(data, settings);
    api().apply(RightsIT.resource("decisions.yaml"));
  }

  RunningParallax parallax() {
    return parallax;
  }

  Api api() {
    return new Api(parallax);
  }

  void kill() {
    parallax.kill();
  }

  void startAgain() {
    parallax = RunningParallax.start(data, settings);
    people.replaceAll((_, member) -> member.at(parallax));
  }

  @Override
  public void close() {
    parallax.close();
  }

  Member who(String login) {
    return people.computeIfAbsent(login, name -> Member.of(parallax, name));
  }

  /// A service with one SLO, and the change that is proposed.
  static String slo(String service, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %1$s-answers, displayName: Answers}
        spec:
          service: %1$s
          indicator:
            metadata: {name: %1$s-answers}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'x{job="%1$s",code="500"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'x{job="%1$s"}'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: good, target: %2$s}]
        """
        .formatted(service, target);
  }

  String registered(String service) {
    api()
        .apply(
            """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: %s}
        spec: {type: service, lifecycle: production, owner: 'user:olga'}
        ---
        """
                    .formatted(service)
                + slo(service, "0.99"));
    return service;
  }

  /// A new service whose SLO somebody wants to change.
  String proposed(String service, String login, String target) {
    return who(login).proposes(slo(registered(service), target));
  }

  String wording(String service) {
    return parallax.get("/api/v1/definitions/SLO/%s-answers".formatted(service)).body();
  }

  String state(String decision) {
    return who("olga").sees(decision).get("state").asText();
  }

  Instant time(String decision, String name) {
    return Instant.parse(who("olga").sees(decision).at("/times/%s/at".formatted(name)).asText());
  }

  /// What the audit says of a decision, each as `who what outcome`.
  List<String> audit(String decision) {
    return events(decision)
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.get("who").asText(),
                        event.get("what").asText(),
                        event.get("outcome").asText()))
        .toList();
  }

  Stream<JsonNode> events(String about) {
    return parallax
        .get("/api/v1/audit")
        .body()
        .lines()
        .map(line -> Api.tree(line).path("event"))
        .filter(event -> event.path("subject").asText().endsWith(about));
  }

  void window(String decision) {
    clock.to(time(decision, "consultUntil").plusSeconds(1));
  }

  /// Waits until the audit says something of a decision.
  void until(String decision, String what, Predicate<List<String>> expected) {
    Poll.until(what, PATIENCE, () -> audit(decision), expected);
  }

  /// Whether a clock fired.
  static boolean rang(List<String> events) {
    return events.contains("parallax agree/clock done");
  }
}
