package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with a real Keycloak in a real browser: groups become personas, and whoever is signed
/// out or disabled there is nobody here within seconds.
class KeycloakIT {
  private static final Duration CUT_OFF = Duration.ofSeconds(5);
  private static final String REGISTER =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata: {name: checkout, title: Checkout}
      spec: {type: service, lifecycle: production, owner: group:default/shop}
      ---
      apiVersion: parallax.dev/v1
      kind: Assignment
      spec: {persona: sre, holder: 'group:site-reliability', scope: 'service:checkout'}
      ---
      apiVersion: parallax.dev/v1
      kind: Assignment
      spec: {persona: product-owner, holder: 'group:product', scope: 'service:checkout'}
      """;

  @TempDir static Path folder;
  private static RunningKeycloak keycloak;
  private static RunningParallax parallax;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    int port = RunningParallax.freePort();
    keycloak = RunningKeycloak.start(port);
    parallax =
        RunningParallax.start(
            folder,
            Map.of(
                "PARALLAX_PORT",
                Integer.toString(port),
                "PARALLAX_OIDC_ISSUER",
                keycloak.issuer(),
                "PARALLAX_OIDC_CLIENT_SECRET",
                RunningKeycloak.SECRET,
                "PARALLAX_OIDC_NAME",
                "the shop"));
    new Api(parallax).apply(REGISTER);
    chromium = new Chromium(parallax);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    parallax.close();
    keycloak.close();
  }

  /// A window in which somebody has signed in.
  private static Page signedIn(String login, String to) {
    Page page = chromium.stranger();
    page.navigate(chromium.address("/sign-in?to=" + to));
    page.getByText("Sign in with the shop").click();
    prove(page, login);
    page.waitForURL(chromium.address(to));
    return page;
  }

  private static void prove(Page page, String login) {
    page.locator("#username").fill(login);
    page.locator("#password").fill(login + "-password");
    page.locator("#kc-login").click();
  }

  /// Asks for a page with the cookies of a window, as its browser would.
  private static int asked(String cookie) {
    HttpRequest request =
        HttpRequest.newBuilder(parallax.at("/api/v1/people"))
            .headers("Cookie", cookie, "Accept", "application/json")
            .build();
    return parallax.sendAsNobody(request).statusCode();
  }

  private static String cookie(Page page) {
    Cookie found =
        page.context().cookies(chromium.address("/")).stream()
            .filter(each -> each.name.equals("parallax"))
            .findFirst()
            .orElseThrow();
    return found.name + "=" + found.value;
  }

  @Test
  void theGroupsOfTheProviderGiveThePersonasAndSigningOutEndsBoth() {
    Page page = signedIn("grace", "/people/grace");

    assertThat(page.locator("main").innerText())
        .contains("Grace Hopper")
        .contains("Site Reliability Engineer")
        .contains("Checkout");
    assertThat(page.locator("main").innerText()).doesNotContain("Product Owner");
    assertThat(new Api(parallax).json("/api/v1/services/checkout/people").toString())
        .contains("Grace Hopper");
    page.navigate(chromium.address("/"));
    assertThat(page.locator("body").innerText()).contains("Site Reliability Engineer");
    assertThat(keycloak.sessions("grace")).isEqualTo(1);
    String cookie = cookie(page);

    page.locator("details.me summary").click();
    page.getByText("Sign out").click();
    page.waitForURL(chromium.address("/sign-in"));

    assertThat(asked(cookie)).isEqualTo(401);
    assertThat(keycloak.sessions("grace")).isZero();
    page.getByText("Sign in with the shop").click();
    page.locator("#password").waitFor();
  }

  @Test
  void whoIsDisabledThereIsCutOffWithinFiveSeconds() {
    String cookie = cookie(signedIn("ada", "/services"));
    assertThat(asked(cookie)).isEqualTo(200);

    keycloak.enable("ada", false);
    long disabled = System.nanoTime();

    Poll.until("ada is cut off", CUT_OFF, () -> asked(cookie), status -> status == 401);
    Duration took = Duration.ofNanos(System.nanoTime() - disabled);
    System.out.printf("Disabled at the provider, cut off here after %d ms.%n", took.toMillis());
    assertThat(took).isLessThanOrEqualTo(CUT_OFF);
    assertThat(audit()).contains("sign-in/cut-off").contains("person:ada");
  }

  @Test
  void aSessionThatTheProviderEndsEndsHereAtOnce() {
    String cookie = cookie(signedIn("barbara", "/services"));
    assertThat(asked(cookie)).isEqualTo(200);

    keycloak.signOut("barbara");

    Poll.until("barbara is out", CUT_OFF, () -> asked(cookie), status -> status == 401);
    assertThat(audit()).contains("The provider signed somebody out: 1 sessions ended.");
  }

  @Test
  void whomScimMakesInactiveIsOutAtOnceAndDoesNotComeBackIn() {
    String cookie = cookie(signedIn("grace", "/services"));
    String users = "/scim/v2/Users";
    String id =
        Api.tree(scim("POST", users, "{\"userName\":\"grace\",\"displayName\":\"Grace Hopper\"}"))
            .get("id")
            .asText();
    assertThat(asked(cookie)).isEqualTo(200);

    activate(users + "/" + id, false);

    assertThat(asked(cookie)).isEqualTo(401);
    Page page = chromium.stranger();
    page.navigate(chromium.address("/sign-in/provider"));
    prove(page, "grace");
    page.waitForURL(address -> address.contains("/sign-in/provider/back"));
    assertThat(page.locator("h1").innerText()).startsWith("grace left");
    activate(users + "/" + id, true);
    assertThat(asked(cookie(signedIn("grace", "/services")))).isEqualTo(200);
  }

  private static void activate(String path, boolean active) {
    scim(
        "PATCH",
        path,
        "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":%s}}]}".formatted(active));
  }

  private static String scim(String method, String path, String body) {
    HttpResponse<String> answer =
        parallax.sendAsNobody(
            HttpRequest.newBuilder(parallax.at(path))
                .headers(
                    "Content-Type",
                    "application/scim+json",
                    "Authorization",
                    "Bearer " + new Api(parallax).token("provider", "scim"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return answer.body();
  }

  private static String audit() {
    return parallax.get("/api/v1/audit").body();
  }

  @Test
  void whatDidNotBeginHereIsRefusedAndWrittenDown() {
    String began =
        parallax
            .sendAsNobody(HttpRequest.newBuilder(parallax.at("/sign-in/provider")).build())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String state = began.replaceAll(".*[?&]state=([^&]+).*", "$1");

    assertThat(began).contains("code_challenge_method=S256", "nonce=", "scope=openid");
    assertThat(back("state=never&code=x")).contains("No sign-in with this state has begun here.");
    assertThat(back("state=" + state + "&code=x")).contains("Another browser began this sign-in.");
    assertThat(back("state=" + state + "&code=x")).contains("No sign-in with this state");
    assertThat(logout("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.").statusCode()).isEqualTo(400);
    assertThat(logout("nothing").statusCode()).isEqualTo(400);
    assertThat(audit()).contains("Another browser began this sign-in.", "logout token");
  }

  private static String back(String query) {
    HttpResponse<String> answer =
        parallax.sendAsNobody(
            HttpRequest.newBuilder(parallax.at("/sign-in/provider/back?" + query)).build());
    assertThat(answer.statusCode()).isEqualTo(401);
    return answer.body();
  }

  private static HttpResponse<String> logout(String token) {
    return parallax.sendAsNobody(
        HttpRequest.newBuilder(parallax.at("/sign-in/provider/logout"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token))
            .build());
  }
}
