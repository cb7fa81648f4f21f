package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// How long what opens a door opens it, with a clock that is moved.
@TestInstance(Lifecycle.PER_CLASS)
class SessionsIT {
  private final Path clock;
  private final RunningParallax parallax;
  private final Visits visits;
  private Duration ahead = Duration.ZERO;

  SessionsIT(@TempDir Path data, @TempDir Path elsewhere) throws IOException {
    clock = Files.writeString(elsewhere.resolve("clock"), "PT0S");
    parallax =
        RunningParallax.start(
            data, Map.of("PARALLAX_TEST_CLOCK", clock.toString(), "PARALLAX_SELF_EVERY", "PT1H"));
    visits = new Visits(parallax);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private void pass(Duration time) {
    ahead = ahead.plus(time);
    try {
      Files.writeString(clock, ahead.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int me(Map<String, String> who) {
    return visits.get("/api/v1/me", who).statusCode();
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Test
  void twelveHoursOfSilenceEndASession() {
    Map<String, String> browser = visits.of("ina");

    pass(Duration.ofHours(12).minusMinutes(1));
    assertThat(me(browser)).isEqualTo(200);
    pass(Duration.ofHours(12).minusMinutes(1));
    assertThat(me(browser)).isEqualTo(200);
    pass(Duration.ofHours(12).plusMinutes(1));

    assertThat(me(browser)).isEqualTo(401);
  }

  @Test
  void aWeekEndsASessionThatWasNeverSilent() {
    Map<String, String> browser = visits.of("wim");

    for (int hours = 11; hours < 168; hours += 11) {
      pass(Duration.ofHours(11));
      assertThat(me(browser)).as("after %d h", hours).isEqualTo(200);
    }
    pass(Duration.ofHours(11));

    assertThat(me(browser)).isEqualTo(401);
  }

  @Test
  void anIdThatSomebodyElseChoseIsNoSession() {
    Map<String, String> chosen =
        Map.of("Cookie", "parallax=" + "A".repeat(43), "Sec-Fetch-Site", "same-origin");
    visits.of("fay");

    Map<String, String> own = Visits.browser(visits.signIn("fay", Visits.PASSWORD, chosen));

    assertThat(own.get("Cookie")).doesNotContain("A".repeat(43));
    assertThat(me(chosen)).isEqualTo(401);
    assertThat(me(own)).isEqualTo(200);
  }

  @Test
  void aLinkWorksOnceForADayAndANewerOneEndsIt() {
    URI late = visits.invite("lea", "Lea Late");
    pass(Duration.ofHours(24).plusMinutes(1));
    URI older = visits.invite("lea", "Lea Late");
    URI newer = visits.invite("lea", "Lea Late");
    Map<String, String> password = Map.of("password", Visits.PASSWORD);

    assertThat(visits.post(late, password, Map.of()).statusCode()).isEqualTo(404);
    assertThat(visits.post(older, password, Map.of()).statusCode()).isEqualTo(404);
    assertThat(visits.post(newer, password, Map.of()).statusCode()).isEqualTo(303);
    HttpResponse<String> again = visits.post(newer, password, Map.of());
    HttpResponse<String> never =
        visits.post(parallax.at("/link/" + "B".repeat(43)), password, Map.of());

    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).as("used up and never made are told alike").isEqualTo(never.body());
  }

  @Test
  void whoForgotTheirPasswordIsSignedOutWhereSomebodyElseKnewIt() {
    Map<String, String> thief = visits.of("tess");
    URI link = visits.invite("tess", "Tess True");

    HttpResponse<String> set =
        visits.post(link, Map.of("password", "eleven pale moons rise"), Map.of());

    assertThat(me(thief)).isEqualTo(401);
    assertThat(me(Visits.browser(set))).isEqualTo(200);
  }

  @Test
  void aTokenEndsAtItsEndAndWhenItIsEnded() {
    String token = visits.token("tim", "read");
    String other = visits.token("tom", "read");
    Map<String, String> tom = Visits.browser(visits.signIn("tom", Visits.PASSWORD, Map.of()));
    String id = Api.tree(visits.get("/api/v1/tokens", tom).body()).get(0).get("id").asText();

    visits.post(parallax.at("/account/tokens/" + id + "/end"), Map.of(), tom);

    assertThat(me(bearer(other))).isEqualTo(401);
    pass(Duration.ofHours(23));
    assertThat(me(bearer(token))).isEqualTo(200);
    pass(Duration.ofHours(1).plusMinutes(1));
    assertThat(me(bearer(token))).isEqualTo(401);
  }

  @Test
  void aTokenIsTakenInItsHeaderAloneAndInNoAddress() {
    String token = visits.token("ursa", "write");

    for (String query :
        List.of("access_token", "token", "bearer", "authorization", "Authorization")) {
      assertThat(visits.get("/api/v1/me?" + query + "=" + token, Map.of()).statusCode())
          .as(query)
          .isEqualTo(401);
    }
    for (Map<String, String> wrong :
        List.of(
            Map.of("Authorization", token),
            Map.of("Authorization", "Basic " + token),
            Map.of("Authorization", "Bearer  "),
            Map.of("Authorization", "Bearer " + token + "x"),
            Map.of("Authorization", "Bearer " + token.substring(1)),
            Map.of("X-Api-Key", token),
            Map.of("Cookie", "parallax=" + token, "Sec-Fetch-Site", "same-origin"))) {
      assertThat(me(wrong)).as(wrong.toString().replace(token, "…")).isEqualTo(401);
    }
    assertThat(me(bearer(token))).isEqualTo(200);
    assertThat(parallax.printed()).doesNotContain(token);
  }

  @Test
  void aTokenDoesWhatItWasMadeForAndNothingElse() {
    String read = visits.token("rae", "read");
    String ingest = visits.token("ian", "ingest");

    assertThat(me(bearer(read))).isEqualTo(200);
    assertThat(written("/api/v1/definitions", read)).isEqualTo(403);
    assertThat(written("/api/v1/write", read)).isEqualTo(403);
    assertThat(written("/scim/v2/Users", read)).isEqualTo(403);
    assertThat(me(bearer(ingest))).isEqualTo(403);
    assertThat(written("/api/v1/definitions", ingest)).isEqualTo(403);
    assertThat(written("/scim/v2/Users", ingest)).isEqualTo(403);
    assertThat(visits.get("/metrics", bearer(ingest)).statusCode()).isEqualTo(200);
  }

  /// A cookie and a token together are the token: a stolen cookie adds nothing to it.
  @Test
  void aTokenBesideACookieIsWhatCounts() {
    String read = visits.token("bea", "read");
    Map<String, String> browser = visits.of("bob");
    Map<String, String> both =
        Map.of(
            "Cookie",
            browser.get("Cookie"),
            "Sec-Fetch-Site",
            "same-origin",
            "Authorization",
            "Bearer " + read);

    assertThat(visits.get("/api/v1/me", both).body()).contains("\"bea\"");
    assertThat(
            visits
                .get(
                    "/api/v1/me",
                    Map.of("Cookie", browser.get("Cookie"), "Authorization", "Bearer x"))
                .statusCode())
        .isEqualTo(401);
  }

  private int written(String path, String token) {
    return parallax
        .sendAsNobody(
            HttpRequest.newBuilder(parallax.at(path))
                .headers("Content-Type", "application/json", "Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{}"))
                .build())
        .statusCode();
  }
}
