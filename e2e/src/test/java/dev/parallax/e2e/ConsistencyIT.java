package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// No two views of a statement disagree: every home, page, answer and command is read while samples
/// arrive and the past changes.
@TestInstance(Lifecycle.PER_CLASS)
class ConsistencyIT {
  private static final Logger LOG = System.getLogger(ConsistencyIT.class.getName());
  private static final Map<String, String> SAMPLE = Map.of("PARALLAX_SAMPLE", "true");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LATEST = "/api/v1/statements/latest";

  /// Answers of which everything comes from the statement, not the figures alone.
  private static final Pattern LASTING =
      Pattern.compile("^/(home|slos|services|api/v1/(homes|slos/[^/]+$|services|statements))");

  private final Path data;
  private RunningParallax parallax;

  ConsistencyIT(@TempDir Path data) {
    this.data = data;
    parallax = RunningParallax.start(data, SAMPLE);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void everyFigureOfAStatementHasTheSameDigitsEverywhereAndForever() {
    Api api = new Api(parallax);
    Walk pinned;
    Map<String, String> first;
    try (Sender _ = Sender.start(api)) {
      Poll.until(
          "the sender's SLO is in the statement",
          PATIENCE,
          () -> api.json(LATEST),
          statement -> statement.toString().contains(Sender.SLO));
      JsonNode statement = api.json(LATEST);
      String id = statement.get("id").asText();
      Walk walk = Walk.of(api);
      pinned = walk.pinned(id);

      first = pinned.ask(parallax);
      Seen seen = seen(pinned, first);
      addCommands(seen, statement);

      agrees(seen, "statement " + id);
      eachNames(first, id);
      int said = new Sayings(seen, statement).check(first);
      LOG.log(Level.INFO, "{0} shares in sentences are figures of the statement", said);
      assertThat(said).isPositive();
      eachAgreesWithItself(walk);
      thePastHasChangedSince(id);
    }
    theSameAddressesAnswerTheSameLater(pinned, first);
  }

  /// Without a pin a page speaks of the latest statement: another one than the page before, maybe,
  /// but of one alone.
  private void eachAgreesWithItself(Walk walk) {
    walk.ask(parallax)
        .forEach(
            (path, body) -> {
              Seen one = new Seen();
              if (walk.pages().contains(path)) {
                one.addPage(path, body);
              } else {
                addAnswer(one, path, body);
              }
              assertThat(one.contradictions()).as(path).isEmpty();
              assertThat(Seen.statements(body)).as(path).hasSizeLessThanOrEqualTo(1);
            });
  }

  private void thePastHasChangedSince(String id) {
    String now = new Api(parallax).json(LATEST).get("id").asText();
    assertThat(revision(now)).isNotEqualTo(revision(id));
  }

  private static String revision(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /// Also after the program was killed and remembers nothing but what is kept.
  private void theSameAddressesAnswerTheSameLater(Walk pinned, Map<String, String> first) {
    parallax.kill();
    parallax = RunningParallax.start(data, SAMPLE);

    Map<String, String> again = pinned.ask(parallax);

    assertThat(seen(pinned, again).figures()).isEqualTo(seen(pinned, first).figures());
    first.forEach(
        (path, body) -> {
          if (LASTING.matcher(path).find()) {
            assertThat(again.get(path)).as(path).isEqualTo(body);
          }
        });
  }

  private static Seen seen(Walk walk, Map<String, String> bodies) {
    Seen seen = new Seen();
    walk.pages().forEach(path -> seen.addPage(path, bodies.getOrDefault(path, "")));
    walk.answers().forEach(path -> addAnswer(seen, path, bodies.getOrDefault(path, "")));
    bodies.forEach(
        (path, body) -> {
          if (path.startsWith("/api/v1/statements/")) {
            addSpreadsheet(seen, Api.tree(body), spreadsheet(bodies));
          }
        });
    return seen;
  }

  private static void addAnswer(Seen seen, String path, String body) {
    if (path.startsWith("/api/")) {
      seen.addJson(path, Api.tree(body));
    }
  }

  private static String spreadsheet(Map<String, String> bodies) {
    return bodies.entrySet().stream()
        .filter(each -> each.getKey().startsWith("/services.csv"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /// The spreadsheet names an objective by the names of service and SLO, and its target.
  private static void addSpreadsheet(Seen seen, JsonNode statement, String sheet) {
    Map<String, String> keys = new HashMap<>();
    for (JsonNode slo : statement.get("slos")) {
      for (JsonNode objective : slo.get("objectives")) {
        keys.put(
            String.join(
                ",",
                slo.get("service").asText(),
                slo.get("displayName").asText(),
                objective.get("targetText").asText()),
            slo.get("id").asText() + "/" + objective.get("name").asText() + "/");
      }
    }
    List<String> columns = List.of("left", "left-time", "forecast", "coverage");
    for (String line : sheet.lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      if (!cells[5].isEmpty()) {
        String key = keys.get(String.join(",", cells[0], cells[5], cells[6]));
        assertThat(key).as(line).isNotNull();
        seen.add("/services.csv", key + "state", cells[4]);
        for (int i = 0; i < columns.size(); i++) {
          seen.add("/services.csv", key + columns.get(i), cells[7 + i]);
        }
      }
    }
  }

  /// What the command line prints: the statement, every SLO, every home, receipts.
  private void addCommands(Seen seen, JsonNode statement) {
    String id = statement.get("id").asText();
    CommandLine line = new CommandLine(parallax);
    CommandLine.addStatement(seen, line.run("statement", id), statement);
    addAnswer(seen, "/api/ by parallax statement", line.run("statement", id, "--json"));
    statement.get("slos").valueStream().parallel().forEach(slo -> addCommand(seen, line, slo, id));
    Walk.PERSONAS.parallelStream()
        .forEach(
            persona -> {
              String printed = line.run("home", persona, "--json", "--statement", id);
              assertThat(Seen.statements(printed)).containsExactly(id);
              addAnswer(seen, "/api/ by parallax home " + persona, printed);
            });
    String receipt = line.run("receipt", "checkout-availability", "--json", "--statement", id);
    addAnswer(seen, "/api/ by parallax receipt", receipt);
  }

  private static void addCommand(Seen seen, CommandLine line, JsonNode slo, String id) {
    String printed = line.run("slo", slo.get("id").asText(), "--statement", id);
    assertThat(Seen.statements(printed)).containsExactly(id);
    CommandLine.addSlo(seen, printed, slo);
  }

  private static void agrees(Seen seen, String what) {
    LOG.log(Level.INFO, "{0}: {1} figures of {2} things", what, seen.count(), seen.things());
    assertThat(seen.contradictions()).as(what).isEmpty();
  }

  private static void eachNames(Map<String, String> bodies, String id) {
    bodies.forEach(
        (path, body) -> {
          if (path.startsWith("/definitions")) {
            assertThat(Seen.statements(body)).as(path).isSubsetOf(id);
          } else {
            assertThat(Seen.statements(body)).as(path).containsExactly(id);
          }
        });
  }
}
