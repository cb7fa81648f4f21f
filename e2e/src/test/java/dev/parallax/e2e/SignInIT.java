package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Coming in, staying in, going out, and those who try to.
@TestInstance(Lifecycle.PER_CLASS)
class SignInIT {
  private final RunningParallax parallax;
  private final Visits visits;
  private final Path data;

  SignInIT(@TempDir Path data) {
    this.data = data;
    parallax = RunningParallax.start(data);
    visits = new Visits(parallax);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void theFirstLinkMakesTheKeeperAndWorksOnce() {
    URI link = visits.firstLink();
    Map<String, String> first =
        Map.of("login", "kim", "name", "Kim Keeper", "password", Visits.PASSWORD);

    HttpResponse<String> looked = visits.get(link.getPath(), Map.of());
    HttpResponse<String> made = visits.post(link, first, Map.of());
    HttpResponse<String> again = visits.post(link, first, Map.of());

    assertThat(looked.statusCode()).isEqualTo(200);
    assertThat(looked.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(visits.get("/accounts", Visits.browser(made)).statusCode()).isEqualTo(200);
  }

  @Test
  void whatOpensADoorIsReadByItsOwnerAloneAndKeptNowhereElse() throws Exception {
    for (String file : List.of("this-machine", "audit-key", "postgres/password")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(parallax.printed()).doesNotContain(parallax.token());
  }

  @Test
  void theCookieIsForTheServerAlone() {
    visits.of("cora");
    String cookie =
        visits.signIn("cora", Visits.PASSWORD, Map.of()).headers().firstValue("Set-Cookie").get();

    assertThat(cookie).matches("(?i)parallax=\"?[A-Za-z0-9_-]{43}\"?;.*");
    assertThat(cookie.toLowerCase(Locale.ROOT))
        .contains("httponly", "samesite=lax", "path=/")
        .doesNotContain("domain");
  }

  @Test
  void signingInMakesANewSessionAndEndsTheOneBefore() {
    Map<String, String> before = visits.of("rosa");

    Map<String, String> after = Visits.browser(visits.signIn("rosa", Visits.PASSWORD, before));

    assertThat(after.get("Cookie")).isNotEqualTo(before.get("Cookie"));
    assertThat(visits.get("/api/v1/me", before).statusCode()).isEqualTo(401);
    assertThat(visits.get("/api/v1/me", after).statusCode()).isEqualTo(200);
  }

  @Test
  void signingOutEndsTheSession() {
    Map<String, String> browser = visits.of("otto");

    HttpResponse<String> out = visits.post(parallax.at("/sign-out"), Map.of(), browser);

    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(visits.get("/api/v1/me", browser).statusCode()).isEqualTo(401);
  }

  @Test
  void whoIsCutOffIsOutWithinFiveSecondsWithEveryTokenOfTheirs() {
    Map<String, String> browser = visits.of("eve");
    String token = visits.token("eve", "read");
    Map<String, String> program = Map.of("Authorization", "Bearer " + token);
    assertThat(visits.get("/api/v1/me", program).statusCode()).isEqualTo(200);

    Instant cut = Instant.now();
    Map<String, String> machine = Map.of("Authorization", "Bearer " + parallax.token());
    visits.post(parallax.at("/accounts/eve/end"), Map.of(), machine);

    assertThat(visits.get("/api/v1/me", browser).statusCode()).isEqualTo(401);
    assertThat(visits.get("/api/v1/me", program).statusCode()).isEqualTo(401);
    assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(visits.signIn("eve", Visits.PASSWORD, Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherPasswordSignsOutEverywhereElse() {
    Map<String, String> elsewhere = visits.of("paul");
    Map<String, String> here = Visits.browser(visits.signIn("paul", Visits.PASSWORD, Map.of()));
    String next = "seven brown owls sleep";

    HttpResponse<String> changed =
        visits.post(
            parallax.at("/account/password"),
            Map.of("old", Visits.PASSWORD, "password", next),
            here);

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
    assertThat(visits.get("/api/v1/me", elsewhere).statusCode()).isEqualTo(401);
    assertThat(visits.get("/api/v1/me", here).statusCode()).isEqualTo(200);
    assertThat(visits.signIn("paul", next, Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void aChangeWithACookieCountsOnlyFromOurOwnPages() {
    Map<String, String> browser = visits.of("carl");
    String cookie = browser.get("Cookie");
    URI tokens = parallax.at("/account/tokens");
    Map<String, String> fields = Map.of("name", "x", "scope", "write", "days", "1");

    for (Map<String, String> forged :
        List.of(
            Map.of("Cookie", cookie),
            Map.of("Cookie", cookie, "Sec-Fetch-Site", "cross-site"),
            Map.of("Cookie", cookie, "Sec-Fetch-Site", "same-site"),
            Map.of("Cookie", cookie, "Origin", "http://evil.example"),
            Map.of("Cookie", cookie, "Origin", "null"))) {
      assertThat(visits.post(tokens, fields, forged).statusCode())
          .as(forged.keySet() + " " + forged.get("Sec-Fetch-Site"))
          .isIn(401, 403);
    }
    assertThat(visits.get("/api/v1/tokens", browser).body()).isEqualTo("[]");
  }

  @Test
  void lookingChangesNothing() {
    Map<String, String> browser = visits.of("gesa");

    for (String path :
        List.of(
            "/sign-out", "/account/tokens", "/account/password", "/account/sessions/end-others")) {
      assertThat(visits.get(path, browser).statusCode()).as(path).isIn(404, 405);
    }

    assertThat(visits.get("/api/v1/me", browser).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short7!",
        "password",
        "Password1!",
        "iloveyou12",
        "qwertyuiop",
        "parallax",
        "Parallax2026",
        "patricia-parallax",
        "patricia2026"
      })
  void aPasswordThatIsTriedFirstIsRefused(String password) {
    URI link = visits.invite("patricia", "Patricia Pond");

    HttpResponse<String> answer = visits.post(link, Map.of("password", password), Map.of());

    assertThat(answer.statusCode()).as(password).isEqualTo(400);
    assertThat(answer.body()).contains("The password", "15 or more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a lonely lighthouse keeps its own hours",
        "correct-horse-battery-staple-and-sixty-four-characters-are-no-limit-at-all",
        "zwölf Würste überall, çok güzel 🦉",
        "onlylowercaseletters"
      })
  void howAPasswordIsComposedIsNobodysBusiness(String password) {
    String login = "p" + Math.floorMod(password.hashCode(), 100_000);
    URI link = visits.invite(login, "Any Body");

    assertThat(visits.post(link, Map.of("password", password), Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(visits.signIn(login, password, Map.of()).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/%2F/evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "///evil.example",
        "/.//evil.example"
      })
  void signingInLeadsNowhereElse(String to) {
    Map<String, String> browser = visits.of("otis");
    visits.post(parallax.at("/sign-out"), Map.of(), browser);

    HttpResponse<String> answer =
        visits.post(
            parallax.at("/sign-in"),
            Map.of("login", "otis", "password", Visits.PASSWORD, "to", to),
            Map.of());

    assertThat(answer.statusCode()).isEqualTo(303);
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(parallax.at("/").resolve(location).getHost()).isEqualTo("127.0.0.1");
    assertThat(location).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
  }

  @Test
  void aTokenSaysOnceWhatItIsAndDoesNotMakeOthers() {
    String token = visits.token("tara", "write");
    Map<String, String> program = Map.of("Authorization", "Bearer " + token);

    HttpResponse<String> more =
        visits.post(
            parallax.at("/account/tokens"),
            Map.of("name", "more", "scope", "write", "days", "300"),
            program);

    assertThat(more.statusCode()).isIn(400, 403);
    assertThat(
            visits
                .get("/account", Visits.browser(visits.signIn("tara", Visits.PASSWORD, Map.of())))
                .body())
        .doesNotContain(token);
    JsonNode listed = Api.tree(visits.get("/api/v1/tokens", program).body());
    assertThat(listed).hasSize(1);
  }
}
