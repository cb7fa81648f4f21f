package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What a consumer of one service is told of another: nothing. Everything about a vault carries a
/// word that stands nowhere else; whoever consumes the depot alone asks for all there is, and the
/// word must not come.
@TestInstance(Lifecycle.PER_CLASS)
class PublishedIT {
  private static final String WORD = "zk7canary";
  private static final String CONSUMER = "service-consumer.depot";
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#]*)");

  private final RunningParallax parallax;
  private final Visits visits;
  private final Map<String, String> consumer;
  private final String decision;

  PublishedIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    Api api = new Api(parallax);
    api.apply(RightsIT.resource("rights.yaml"));
    api.apply(RightsIT.resource("vault.yaml"));
    visits = new Visits(parallax);
    consumer = visits.of(CONSUMER);
    decision = proposed();
    handOver();
    leave(api.token("scim", "scim"));
  }

  /// The path of a decision about an SLO of the vault, which somebody of the vault asked for.
  private String proposed() throws IOException {
    ObjectNode body = Api.JSON.createObjectNode();
    String changed = RightsIT.resource("vault.yaml").replace("target: 0.99", "target: 0.95");
    body.putArray("files").addObject().put("path", "vault.yaml").put("content", changed);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at("/api/v1/definitions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    visits.of(WORD + "-person").forEach(request::header);
    String answer = parallax.sendAsNobody(request.build()).body();
    assertThat(answer).contains("/decisions/");
    return answer.replaceAll("(?s).*?/decisions/([^\"]+).*", "$1");
  }

  private void handOver() {
    String from = Instant.now().plus(Duration.ofHours(1)).toString();
    String until = Instant.now().plus(Duration.ofDays(3)).toString();
    HttpResponse<String> given =
        parallax.send(
            HttpRequest.newBuilder(parallax.at("/api/v1/people/sre.depot/delegations"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"to\": \"%s-person\", \"scope\": \"service:vault-%s\", \"from\": \"%s\", \"until\": \"%s\"}"
                            .formatted(WORD, WORD, from, until)))
                .build());
    assertThat(given.statusCode()).as(given.body()).isIn(200, 201, 400, 409);
  }

  /// Somebody of the vault leaves.
  private void leave(String token) {
    for (String user :
        List.of("{\"userName\": \"%s-leaver\", \"active\": false}".formatted(WORD))) {
      HttpResponse<String> made =
          parallax.sendAsNobody(
              HttpRequest.newBuilder(parallax.at("/scim/v2/Users"))
                  .headers(
                      "Content-Type", "application/scim+json", "Authorization", "Bearer " + token)
                  .POST(BodyPublishers.ofString(user))
                  .build());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void whoeverWorksHereFindsTheWordInMostPlaces() throws IOException {
    Set<String> told = telling(visits.of("sre.depot"), routes());

    assertThat(told)
        .contains(
            "/services",
            "/services.csv",
            "/people",
            "/api/v1/people",
            "/matrix",
            "/api/v1/matrices/adoptions",
            "/seats",
            "/decisions",
            "/services/vault-" + WORD,
            "/api/v1/definitions/export");
  }

  @Test
  void aConsumerOfAnotherServiceFindsItNowhere() throws IOException {
    List<String> routes = routes();

    Set<String> told = telling(consumer, routes);

    System.out.printf("%d addresses asked by a consumer, %d tell%n", routes.size(), told.size());
    assertThat(told).isEmpty();
  }

  @Test
  void aConsumerWhoFollowsEveryLinkFindsItNowhere() throws IOException {
    Deque<String> open = new ArrayDeque<>(List.of("/", "/home/service-consumer", "/people"));
    Set<String> asked = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    while (!open.isEmpty()) {
      String path = open.remove();
      if (asked.size() < 500 && asked.add(path)) {
        HttpResponse<String> answer = visits.get(path, consumer);
        if (tells(answer)) {
          told.add(path);
        }
        Matcher link = LINK.matcher(answer.body());
        while (link.find()) {
          open.add(link.group(1).replace("&amp;", "&"));
        }
      }
    }

    System.out.printf("%d pages followed by a consumer%n", asked.size());
    assertThat(asked.size()).isGreaterThan(10);
    assertThat(told).isEmpty();
  }

  @Test
  void neitherQuestionsNorSearchesNorTriesTellAConsumer() {
    List<String> told = new ArrayList<>();
    questions()
        .forEach(
            (body, path) -> {
              HttpRequest.Builder request =
                  HttpRequest.newBuilder(parallax.at(path))
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(body));
              consumer.forEach(request::header);
              HttpResponse<String> answer = parallax.sendAsNobody(request.build());
              if (without(answer.body(), body, path).contains(WORD)) {
                told.add(path + " " + body + ": " + answer.statusCode() + " " + answer.body());
              }
            });

    assertThat(told).isEmpty();
  }

  /// What somebody said themselves is no news to them.
  private static String without(String answer, String body, String path) {
    String left = answer.toLowerCase(Locale.ROOT);
    Matcher said = Pattern.compile("[a-z0-9-]*" + WORD + "[a-z0-9-]*").matcher(body + " " + path);
    while (said.find()) {
      left = left.replace(said.group(), "");
    }
    return left;
  }

  private Map<String, String> questions() {
    String subject = "\"subject\": {\"type\": \"user\", \"id\": \"%s\"}";
    String action = "\"action\": {\"name\": \"measure-track/view\"}";
    Map<String, String> questions = new LinkedHashMap<>();
    for (String who : List.of(CONSUMER, "sre.depot", "sre.shop", WORD + "-person")) {
      String asked = subject.formatted(who);
      questions.put(
          "{%s, %s, \"resource\": {\"type\": \"service\"}}".formatted(asked, action),
          "/access/v1/search/resource");
      for (String service : List.of("depot", "vault-" + WORD)) {
        String resource =
            "\"resource\": {\"type\": \"service\", \"id\": \"%s\"}".formatted(service);
        questions.put("{%s, %s, %s}".formatted(asked, action, resource), "/access/v1/evaluation");
        questions.put("{%s, %s}".formatted(asked, resource), "/access/v1/search/action");
        questions.put(
            "{\"subject\": {\"type\": \"user\"}, %s, %s, \"context\": {\"a\": \"%s\"}}"
                .formatted(action, resource, who),
            "/access/v1/search/subject");
      }
    }
    questions.put("{\"move\": \"agree\"}", "/api/v1/decisions/" + decision + "/moves");
    questions.put(
        "{\"scope\": \"organisation\", \"to\": \"nobody\"}",
        "/api/v1/people/" + CONSUMER + "/delegations");
    return questions;
  }

  @Test
  void strangersFindItNowhere() throws IOException {
    Map<String, String> nobody = Map.of("Accept", "text/html");

    assertThat(telling(nobody, routes())).isEmpty();
  }

  /// What is hidden and what is not there are answered alike, but for the name that was asked for.
  @Test
  void whatIsHiddenCannotBeToldFromWhatIsNotThere() {
    for (String path :
        List.of(
            "/services/%s",
            "/services/%s/seats",
            "/api/v1/services/%s/people",
            "/slos/%s",
            "/api/v1/slos/%s/receipt",
            "/people/%s",
            "/people/%s/seats",
            "/api/v1/people/%s",
            "/api/v1/why?person=" + CONSUMER + "&activity=agree&service=%s",
            "/api/v1/homes/service-consumer?service=%s",
            "/api/v1/homes/service-consumer?person=%s",
            "/matrix?id=%s",
            "/api/v1/matrices/%s")) {
      for (String hidden :
          List.of("vault-" + WORD, "slo-" + WORD, WORD + "-person", WORD + "-matrix")) {
        HttpResponse<String> there = visits.get(path.formatted(hidden), consumer);
        HttpResponse<String> absent =
            visits.get(path.formatted(hidden.replace(WORD, "zk7absent")), consumer);

        assertThat(there.statusCode()).as(path + hidden).isEqualTo(absent.statusCode());
        assertThat(there.body().replace(WORD, "zk7absent"))
            .as(path + hidden)
            .isEqualTo(absent.body());
      }
    }
  }

  private Set<String> telling(Map<String, String> who, List<String> paths) {
    Set<String> told = new TreeSet<>();
    for (String path : paths) {
      if (tells(visits.get(path, who), path)) {
        told.add(path);
      }
    }
    return told;
  }

  private static boolean tells(HttpResponse<String> answer) {
    return tells(answer, answer.request().uri().toString());
  }

  /// Whether an answer says the word, in its body or a header, beside what was asked for with it.
  private static boolean tells(HttpResponse<String> answer, String asked) {
    String all = answer.body() + answer.headers().map();
    return without(all, "", asked).contains(WORD);
  }

  /// Every address of the table of rights that is looked at, for the shop, the depot and the vault.
  private List<String> routes() throws IOException {
    Set<String> routes = new TreeSet<>();
    for (String line : RightsIT.resource("rights.csv").split("\n")) {
      String[] cells = line.split(",", 4);
      if (cells[0].equals("GET")) {
        routes.add(cells[2]);
        routes.add(cells[2].replace("shop-answers", "depot-answers").replace("shop", "depot"));
        routes.add(
            cells[2]
                .replace("shop-answers", "slo-" + WORD)
                .replace("sre.shop", WORD + "-person")
                .replace("shop", "vault-" + WORD)
                .replace("/decisions/x", "/decisions/" + decision));
      }
    }
    for (String with : List.of("/services?q=", "/people?q=", "/services.csv?q=")) {
      routes.add(with + WORD.substring(0, 3));
    }
    for (String with : List.of("/matrix?scope=service:", "/home/service-consumer?service=")) {
      routes.add(with + "vault-" + WORD);
    }
    routes.add("/home/service-consumer?person=" + WORD + "-person");
    return List.copyOf(routes);
  }
}
