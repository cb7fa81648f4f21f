package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People and groups as an identity provider sends them, down to the seats that they fill.
class ScimIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String GROUPS = "/scim/v2/Groups";
  private static final String REGISTER =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata: {name: shop}
      spec: {type: service, lifecycle: production, owner: group:default/shop}
      ---
      apiVersion: backstage.io/v1alpha1
      kind: User
      metadata: {name: ada}
      spec: {profile: {displayName: A. Lovelace}, memberOf: []}
      ---
      apiVersion: parallax.dev/v1
      kind: Assignment
      spec: {persona: sre, holder: 'group:site-reliability', scope: 'service:shop'}
      ---
      apiVersion: parallax.dev/v1
      kind: Assignment
      spec: {persona: service-owner, holder: 'user:ada', scope: 'service:shop'}
      """;

  @TempDir static Path folder;
  private static RunningParallax parallax;
  private static Api api;
  private static String token;

  @BeforeAll
  static void start() {
    parallax = RunningParallax.start(folder);
    api = new Api(parallax);
    api.apply(REGISTER);
    token = api.token("provider", "scim");
  }

  @AfterAll
  static void stop() {
    parallax.close();
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at(path))
            .headers("Content-Type", "application/scim+json", "Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return parallax.sendAsNobody(request.build());
  }

  private static HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  private static JsonNode ok(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body().isEmpty() ? Api.tree("{}") : Api.tree(answer.body());
  }

  private static String make(String path, String body) {
    return ok(201, send("POST", path, body)).get("id").asText();
  }

  private static void patch(String path, String operation) {
    ok(
        200,
        send(
            "PATCH",
            path,
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}"
                .formatted(operation)));
  }

  private static JsonNode listed(String path, String filter) {
    return ok(200, get(path + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)));
  }

  /// Who fills a persona of the shop, as the pages say it at this moment.
  private static String seat(String persona) {
    for (JsonNode each : api.json("/api/v1/services/shop/people").get("seats")) {
      if (each.get("persona").asText().equals(persona)) {
        return each.toString();
      }
    }
    throw new AssertionError("no persona " + persona);
  }

  @Test
  void aGroupOfTheProviderFillsASeatAndALeaverEmptiesItAtOnce() {
    String ada =
        make(USERS, "{\"userName\":\"ada\",\"displayName\":\"Ada Lovelace\",\"active\":true}");
    String grace =
        make(
            USERS,
            """
            {"userName": "Grace", "name": {"givenName": "Grace", "familyName": "Hopper"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"manager": {"value": "%s"}}}
            """
                .formatted(ada));
    assertThat(seat("sre")).doesNotContain("grace");
    String group =
        make(
            GROUPS,
            "{\"displayName\":\"Site Reliability\",\"members\":[{\"value\":\"%s\"}]}"
                .formatted(grace));

    assertThat(seat("sre")).contains("grace");
    assertThat(seat("service-owner")).contains("ada");
    assertThat(listed(USERS, "userName eq \"GRACE\"").at("/Resources/0/groups/0/value").asText())
        .isEqualTo(group);
    assertThat(parallax.get("/definitions", "Accept", "text/html").body())
        .contains("Ada Lovelace")
        .contains("at the identity provider");

    patch(USERS + "/" + grace, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}");

    assertThat(seat("sre")).doesNotContain("\"grace\"");
    assertThat(api.json("/api/v1/departures").valueStream())
        .allSatisfy(each -> assertThat(each.get("person").asText()).isEqualTo("grace"))
        .allSatisfy(each -> assertThat(each.get("service").asText()).isEqualTo("shop"))
        .extracting(each -> each.get("persona").asText())
        .contains("sre");
    assertThat(parallax.get("/api/v1/audit").body())
        .contains("vacancy/shop/sre")
        .contains("user/grace")
        .contains("grace left, and nobody else sits there.");

    assertThat(parallax.get("/departures", "Accept", "text/html").body())
        .contains(
            "One person left three seats empty; nobody sits there yet.",
            "Grace Hopper",
            "Site Reliability Engineer",
            "Vacant");

    patch(USERS + "/" + grace, "{\"op\":\"replace\",\"value\":{\"active\":true}}");
    assertThat(seat("sre")).contains("grace");

    ok(204, send("DELETE", USERS + "/" + ada, ""));
    assertThat(seat("service-owner")).doesNotContain("\"Ada Lovelace\"");
    ok(404, get(USERS + "/" + ada));
  }

  @Test
  void whoMovesAfterTheirSeatWasAttestedIsToBeConfirmedAgain() {
    String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    String dorothy =
        make(
            USERS,
            "{\"userName\":\"dorothy\",\"%s\":{\"department\":\"Ledgers\"}}".formatted(enterprise));
    api.apply(
        """
        apiVersion: parallax.dev/v1
        kind: Assignment
        spec: {persona: developer, holder: 'user:dorothy', scope: 'service:shop', attestedAt: '%s'}
        """
            .formatted(Instant.now()));
    patch(
        USERS + "/" + dorothy,
        "{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"Dorothy V.\"}");
    assertThat(findings()).noneMatch(each -> each.contains("person dorothy came under"));

    patch(
        USERS + "/" + dorothy,
        "{\"op\":\"replace\",\"path\":\"%s:department\",\"value\":\"Flights\"}"
            .formatted(enterprise));
    assertThat(findings())
        .anyMatch(
            each ->
                each.contains("RL-18")
                    && each.contains("person dorothy came under another manager or into another")
                    && each.contains("'developer' of service shop"));
  }

  private static List<String> findings() {
    return api.json("/api/v1/seats").get("findings").valueStream().map(Object::toString).toList();
  }

  @Test
  void versionsKeepTwoClientsFromOverwritingEachOther() {
    HttpResponse<String> made = send("POST", USERS, "{\"userName\":\"barbara\"}");
    String id = ok(201, made).get("id").asText();
    String tag = made.headers().firstValue("ETag").orElseThrow();
    assertThat(made.headers().firstValue("Location").orElseThrow()).endsWith(USERS + "/" + id);

    ok(304, get(USERS + "/" + id, "If-None-Match", tag));
    HttpResponse<String> changed =
        send(
            "PUT",
            USERS + "/" + id,
            "{\"userName\":\"barbara\",\"title\":\"Dr\"}",
            "If-Match",
            tag);
    assertThat(ok(200, changed).at("/meta/version").asText()).isEqualTo("W/\"2\"");
    ok(412, send("PUT", USERS + "/" + id, "{\"userName\":\"barbara\"}", "If-Match", tag));
    ok(412, send("DELETE", USERS + "/" + id, "", "If-Match", tag));
  }

  @Test
  void whatCannotBeKeptIsRefusedInTheWordsOfTheProtocol() {
    make(USERS, "{\"userName\":\"unique\"}");

    assertThat(ok(409, send("POST", USERS, "{\"userName\":\"Unique\"}")).get("scimType").asText())
        .isEqualTo("uniqueness");
    assertThat(ok(400, send("POST", USERS, "{\"userName\":\"a#EXT#b\"}")).get("scimType").asText())
        .isEqualTo("invalidValue");
    assertThat(ok(400, send("POST", USERS, "{\"userName\"")).get("scimType").asText())
        .isEqualTo("invalidSyntax");
    assertThat(ok(400, send("POST", USERS, "[".repeat(50_000))).get("scimType").asText())
        .isEqualTo("invalidSyntax");
    assertThat(ok(400, get(USERS + "?filter=userName%20is%20x")).get("scimType").asText())
        .isEqualTo("invalidFilter");
    assertThat(
            ok(
                    400,
                    send(
                        "POST",
                        GROUPS,
                        "{\"displayName\":\"g\",\"members\":[{\"value\":\"nobody\"}]}"))
                .get("detail")
                .asText())
        .contains("'nobody'");
    ok(404, get(USERS + "/not-an-id"));
    ok(404, get(GROUPS + "/00000000-0000-0000-0000-000000000000"));
  }

  @Test
  void onlyATokenForItSpeaksScimAndSpeaksNothingElse() {
    HttpRequest.Builder people = HttpRequest.newBuilder(parallax.at(USERS));
    String reading = api.token("reading", "read");

    assertThat(parallax.sendAsNobody(people.build()).statusCode()).isEqualTo(401);
    people.header("Authorization", "Bearer " + reading);
    assertThat(parallax.sendAsNobody(people.build()).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/api/v1/people", "").statusCode()).isEqualTo(403);
    assertThat(send("GET", USERS, "").statusCode()).isEqualTo(200);
  }

  @Test
  void theServerSaysWhatItCanDo() {
    assertThat(ok(200, get("/scim/v2/ServiceProviderConfig")).at("/patch/supported").asBoolean())
        .isTrue();
    assertThat(ok(200, get("/scim/v2/Schemas")).get("totalResults").asInt()).isEqualTo(3);
    assertThat(ok(200, get("/scim/v2/ResourceTypes/User")).get("endpoint").asText())
        .isEqualTo("/Users");
    ok(404, get("/scim/v2/Schemas/urn:nothing"));
    assertThat(
            ok(
                    200,
                    send(
                        "POST",
                        USERS + "/.search",
                        "{\"filter\":\"userName pr\",\"attributes\":[\"userName\"],\"count\":1}"))
                .get("itemsPerPage")
                .asInt())
        .isLessThanOrEqualTo(1);
  }
}
