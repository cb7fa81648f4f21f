package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.parallax.e2e.Chromium.Look;
import dev.parallax.e2e.Inspector.Place;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first day of an installation with nothing in it, in a real browser: the first account, an
/// invitation, a token, pages with nothing to say, and what is said where somebody may not go on.
class FirstDayIT {
  private static final List<Look> LOOKS =
      List.of(Look.light(1280), Look.dark(1280), Look.light(390), Look.dark(390));
  private static final List<String> EMPTY =
      List.of(
          "/",
          "/services",
          "/services/parallax",
          "/services/parallax/seats",
          "/people",
          "/people/kim/seats",
          "/personas",
          "/seats",
          "/matrix",
          "/decisions",
          "/definitions",
          "/accounts",
          "/notices",
          "/audit",
          "/audit?outcome=refused&who=nobody-like-that",
          "/account");
  private static final int GUESSES = 15;

  @TempDir private Path data;
  private RunningParallax parallax;
  private Visits visits;
  private Chromium chromium;
  private Inspector inspector;
  private final List<String> found = new ArrayList<>();

  @BeforeEach
  void start() {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_WEBHOOK_URL", "http://127.0.0.1:9/"));
    visits = new Visits(parallax);
    chromium = new Chromium(parallax);
    inspector = new Inspector(chromium);
  }

  @AfterEach
  void stop() {
    chromium.close();
    parallax.close();
  }

  @Test
  void theFirstPersonFindsTheWayFromTheLinkToAnInvitationAndAToken() {
    Page window = chromium.anonymous(Look.light(1280));
    window.navigate(visits.firstLink().toString());
    seen(window, "first-link");
    makeAccount(window, "kim", "short");
    seen(window, "first-link-refused");
    makeAccount(window, "kim", Visits.PASSWORD);
    assertThat(window.url()).isEqualTo(chromium.address("/"));

    for (String path : EMPTY) {
      found.addAll(inspector.open(window, new Place(path, path)));
      seen(window, "empty-" + path.substring(1).replaceAll("[^a-z]+", "-"));
    }

    window.navigate(chromium.address("/people/kim/seats"));
    assertThat(window.locator("h1").innerText()).startsWith("Kim Larsen sits in");
    window.navigate(chromium.address("/seats"));
    assertThat(window.locator("main").innerText())
        .contains("Kim Larsen, by escalation to the keeper of this installation")
        .doesNotContain("this-machine");

    window.navigate(chromium.address("/"));
    window.locator(".me summary").click();
    window.locator(".me a", new Page.LocatorOptions().setHasText("Accounts")).click();
    window.locator("#login").fill("ben");
    window.locator("#name").fill("Ben Osei");
    window.locator("main form.filter button").click();
    seen(window, "invited");
    URI invitation = URI.create(window.locator(".once-shown code").innerText());

    window.navigate(chromium.address("/account"));
    window.locator("#name").fill("prometheus");
    window.locator("main form.filter button").click();
    assertThat(window.locator(".once-shown").innerText()).contains("plx_", "remote_write");
    seen(window, "token");
    window.context().close();

    accept(invitation);
    assertThat(found).isEmpty();
  }

  /// Behind a proxy, only the browser knows the address.
  @Test
  void whoeverIsSentOnIsSentToAPath() {
    visits.of("kim");

    HttpResponse<String> away =
        visits.post(
            parallax.at("/people/kim/absences"),
            Map.of("from", "2099-01-01", "until", "2099-01-08", "note", ""),
            Map.of("Authorization", "Bearer " + parallax.token()));

    assertThat(away.statusCode()).as(away.body()).isEqualTo(303);
    assertThat(away.headers().firstValue("Location")).contains("/people/kim/seats");
  }

  private static void makeAccount(Page window, String login, String password) {
    window.locator("#login").fill(login);
    window.locator("#name").fill("Kim Larsen");
    password(window, password);
  }

  /// What the browser itself would ask for is not what is tested here.
  private static void password(Page window, String password) {
    window.locator("form.stacked").evaluate("form => form.noValidate = true");
    window.locator("#password").fill(password);
    window.locator("form.stacked button").click();
  }

  private void accept(URI invitation) {
    Page other = chromium.anonymous(Look.light(1280));
    other.navigate(invitation.toString());
    seen(other, "invitation");
    password(other, Visits.PASSWORD);
    found.addAll(inspector.open(other, new Place("refused", "/audit", 403)));
    assertThat(other.locator("main").innerText())
        .contains("Ben Osei has no part in 'Read the audit' of Parallax", "Kim Larsen");
    seen(other, "forbidden");
    found.addAll(inspector.open(other, new Place("nowhere", "/nowhere", 404)));
    assertThat(other.locator("header").innerText()).doesNotContain("Sign in");
    seen(other, "nowhere");
    other.context().close();

    Page late = chromium.anonymous(Look.light(1280));
    found.addAll(inspector.open(late, new Place("used", invitation.getPath(), 404)));
    seen(late, "link-used");
    late.context().close();
  }

  @Test
  void somebodyWhoIsNotSignedInIsToldWhereToAndHowOftenTheyMayTry() {
    Page window = chromium.anonymous(Look.light(1280));
    window.navigate(chromium.address("/seats"));
    assertThat(window.url()).contains("/sign-in?to=%2Fseats");
    seen(window, "sign-in");
    signIn(window);
    assertThat(window.locator(".wrong").innerText()).isNotBlank();
    seen(window, "sign-in-refused");
    for (int i = 0; i < GUESSES; i++) {
      visits.signIn("nobody", "guess " + i, Map.of());
    }
    signIn(window);
    seen(window, "sign-in-too-often");
    assertThat(window.locator("main").innerText()).containsIgnoringCase("minute");
    window.context().close();
    assertThat(found).isEmpty();
  }

  private static void signIn(Page window) {
    window.locator("#login").fill("nobody");
    window.locator("#password").fill("guess");
    window.locator("form.stacked button").click();
  }

  /// Holds what a window shows against every look.
  private void seen(Page window, String name) {
    for (Look look : LOOKS) {
      chromium.show(window, look);
      found.addAll(inspector.unreadable(window, name + " " + look.name()));
      inspector.shoot(window, "day-" + name + "-" + look.name());
    }
    chromium.show(window, LOOKS.getFirst());
  }
}
