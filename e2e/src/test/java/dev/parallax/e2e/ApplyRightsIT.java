package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Who may register which document: each takes a seat in its own activity, at every service in
/// which it has a say.
@TestInstance(Lifecycle.PER_CLASS)
class ApplyRightsIT {
  private static final List<String> CALLERS =
      List.of(
          "service-owner.shop",
          "developer.shop",
          "engineering-manager.shop",
          "sre.shop",
          "executive.shop",
          "service-owner.depot");

  /// A document, and who of the callers may register it.
  private static final Map<String, List<String>> TABLE = table();

  private final RunningParallax parallax;
  private final Api api;
  private final Map<String, Map<String, String>> browsers = new LinkedHashMap<>();

  ApplyRightsIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    api = new Api(parallax);
    api.apply(RightsIT.resource("rights.yaml"));
    api.apply(
        """
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: {name: depot-watch}
        spec: {type: team, children: [], members: [developer.depot]}
        ---
        apiVersion: parallax.dev/v1
        kind: Assignment
        spec: {persona: support-engineer, holder: 'group:depot-watch', scope: 'service:depot'}
        ---
        apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: of-depot}
        spec: {type: Prometheus, connectionDetails: {url: 'http://127.0.0.1:9'}}
        ---
        """
            + slo("depot-pulled", "depot")
                .replace("metricSource: {", "metricSource: {metricSourceRef: of-depot, "));
    Visits visits = new Visits(parallax);
    CALLERS.forEach(caller -> browsers.put(caller, visits.of(caller)));
    browsers.put("service-consumer.depot", visits.of("service-consumer.depot"));
    browsers.put("qe-manager.shop", visits.of("qe-manager.shop"));
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private static String slo(String name, String service) {
    return Api.ratio(name, "", "x{code=\"500\"}", "x")
        .replace("service: shop", "service: " + service);
  }

  private static String backstage(String kind, String name, String spec) {
    return "apiVersion: backstage.io/v1alpha1\nkind: %s\nmetadata: {name: %s}\nspec: %s\n"
        .formatted(kind, name, spec);
  }

  private static String assignment(String persona, String holder, String scope) {
    return "apiVersion: parallax.dev/v1\nkind: Assignment\nspec: {persona: %s, holder: '%s', scope: '%s'}\n"
        .formatted(persona, holder, scope);
  }

  private static Map<String, List<String>> table() {
    String owner = "service-owner.shop";
    String developer = "developer.shop";
    String manager = "engineering-manager.shop";
    String sre = "sre.shop";
    String executive = "executive.shop";
    String depot = "service-owner.depot";
    Map<String, List<String>> table = new LinkedHashMap<>();
    table.put(slo("shop-more", "shop"), List.of(owner, developer));
    table.put(slo("depot-more", "depot"), List.of(depot));
    // What is the depot's does not become the shop's by saying so.
    table.put(slo("depot-pulled", "shop"), List.of());
    table.put(
        backstage(
            "Component", "shop", "{type: service, lifecycle: retired, owner: 'user:sre.shop'}"),
        List.of(owner, developer));
    table.put(
        backstage("Component", "fresh", "{type: service, lifecycle: production, owner: 'user:x'}"),
        List.of(owner, developer, depot));
    table.put(
        "apiVersion: openslo/v1\nkind: DataSource\nmetadata: {name: fresh}\nspec: {type: Prometheus, connectionDetails: {url: 'http://127.0.0.1:1'}}\n",
        List.of(developer, sre));
    table.put(
        "apiVersion: openslo/v1\nkind: DataSource\nmetadata: {name: of-depot}\nspec: {type: Prometheus, connectionDetails: {url: 'http://127.0.0.1:1'}}\n",
        List.of());
    table.put(assignment("sre", "user:eve", "service:shop"), List.of(owner, manager));
    table.put(assignment("sre", "user:eve", "service:depot"), List.of(depot));
    table.put(assignment("sre", "user:eve", "organisation"), List.of());
    table.put(assignment("sre", "user:eve", "system:nothing-yet"), List.of());
    // An annotation says who fills a persona too.
    table.put(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: shop, annotations: {parallax.dev/persona.executive: 'user:eve'}}\nspec: {type: service, lifecycle: production, owner: 'user:sre.shop'}\n",
        List.of(owner));
    table.put(backstage("User", "newcomer", "{memberOf: []}"), List.of(owner, manager, depot));
    // Whoever joins a group sits where it sits.
    table.put(backstage("User", "eve", "{memberOf: [depot-watch]}"), List.of(depot));
    table.put(
        backstage("Group", "depot-watch", "{type: team, children: [], members: [eve]}"),
        List.of(depot));
    table.put(
        backstage(
            "Group", "eves", "{type: team, children: [], parent: depot-watch, members: [eve]}"),
        List.of(depot));
    table.put(
        "apiVersion: parallax.dev/v1\nkind: Persona\nmetadata: {name: sre}\nspec: {merge: [executive]}\n",
        List.of());
    table.put(
        "apiVersion: parallax.dev/v1\nkind: MatrixAdoption\nmetadata: {name: shop-keeping}\nspec: {matrix: parallax/keeping, version: '1', scope: 'service:shop', modes: {'*': off}}\n",
        List.of(executive));
    return table;
  }

  @Test
  void eachDocumentIsRegisteredByThoseWhoKeepThatWhereItHasASay() {
    List<String> wrong = new ArrayList<>();
    TABLE.forEach(
        (document, may) -> {
          for (String caller : CALLERS) {
            HttpResponse<String> answer = send(caller, true, document);
            boolean taken = answer.statusCode() == 200;
            if (taken != may.contains(caller) || (!taken && answer.statusCode() != 403)) {
              wrong.add(
                  "%s by %s: %d %s"
                      .formatted(document, caller, answer.statusCode(), answer.body()));
            }
          }
        });

    System.out.printf(
        "%d documents, %d callers, %d wrong%n", TABLE.size(), CALLERS.size(), wrong.size());
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsRefusedKeepsNothingElseOutAndIsWrittenDown() {
    String mine = slo("shop-partly", "shop");
    String theirs = assignment("executive", "user:developer.shop", "service:shop");

    HttpResponse<String> answer = send("developer.shop", false, mine + theirs);

    JsonNode results = Api.tree(answer.body()).get("results");
    assertThat(results.findValuesAsText("outcome")).containsExactly("created", "refused");
    assertThat(results.get(1).get("reason").asText()).contains("engineering-manager");
    assertThat(api.json("/api/v1/definitions").findValuesAsText("name"))
        .contains("shop-partly")
        .noneMatch(name -> name.startsWith("executive service:shop user:developer"));
    assertThat(parallax.get("/api/v1/audit").body())
        .contains("\"subject\":\"SLO/shop-partly@1\",\"outcome\":\"done\"")
        .contains(
            "\"subject\":\"Assignment/executive service:shop user:developer.shop\",\"outcome\":\"refused\"");
  }

  @Test
  void whatIsMissingBecauseItWasRefusedIsSaid() {
    String persona =
        """
        apiVersion: parallax.dev/v1
        kind: Persona
        metadata: {name: harbour-master}
        spec: {extension: {name: Harbour master, decides: When ships leave., altitude: A day.}}
        ---
        """;

    HttpResponse<String> answer =
        send(
            "engineering-manager.shop",
            false,
            persona + assignment("harbour-master", "user:eve", "service:shop"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body())
        .contains("unknown persona 'harbour-master'", "you may not register it");
    assertThat(api.json("/api/v1/definitions").findValuesAsText("name"))
        .noneMatch(name -> name.contains("harbour-master"));
  }

  @Test
  void whoKeepsNothingLearnsNothingFromTrying() {
    for (String caller : List.of("service-consumer.depot", "qe-manager.shop")) {
      HttpResponse<String> answer =
          send(caller, true, slo("probe", "shop").replace("service: shop", "service: sho"));

      assertThat(answer.statusCode()).as(caller).isEqualTo(403);
      assertThat(answer.body()).as(caller).doesNotContain("shop-answers", "depot-answers");
    }
  }

  private HttpResponse<String> send(String caller, boolean dryRun, String documents) {
    ObjectNode body = Api.JSON.createObjectNode();
    body.putArray("files").addObject().put("path", "sent.yaml").put("content", documents);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at("/api/v1/definitions?dryRun=" + dryRun))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    browsers.getOrDefault(caller, Map.of()).forEach(request::header);
    return parallax.sendAsNobody(request.build());
  }
}
