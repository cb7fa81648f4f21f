package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import dev.parallax.e2e.Chromium.Look;
import dev.parallax.e2e.Inspector.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page in a real browser, as every persona: light and dark, wide and narrow, without script,
/// by keyboard, on paper.
@TestInstance(Lifecycle.PER_CLASS)
class PagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Somebody of the sample for each persona that looks at things in its own way.
  private static final Map<String, String> PEOPLE =
      Map.of(
          "owner", "/home/service-owner?person=mateus.figueira",
          "manager", "/home/engineering-manager?person=jonas.lindqvist",
          "developer", "/home/developer?person=arjun.mehrotra",
          "sre", "/home/sre?person=siobhan.kearney",
          "executive", "/home/executive?person=ingrid.solheim",
          "consumer", "/home/service-consumer?person=elif.sandberg");

  private final RunningParallax parallax;
  private final Chromium chromium;
  private final Inspector inspector;

  PagesIT(@TempDir Path data) {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SAMPLE", "true"));
    Poll.until(
        "the sample's year is complete",
        PATIENCE,
        parallax::printed,
        printed -> printed.contains("the year is complete"));
    chromium = new Chromium(parallax);
    inspector = new Inspector(chromium);
  }

  @AfterAll
  void stop() {
    chromium.close();
    parallax.close();
  }

  private static List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(new Place("first", "/"));
    Walk.PERSONAS.forEach(persona -> places.add(new Place("home-" + persona, "/home/" + persona)));
    Stream.of(
            new Place("home-of-a-person", "/home/service-owner?person=mateus.figueira"),
            new Place("home-of-a-service", "/home/developer?service=checkout"),
            new Place("services", "/services"),
            new Place("service", "/services/checkout"),
            new Place("service-measured-badly", "/services/notifications"),
            new Place("seats-of-a-service", "/services/checkout/seats"),
            new Place("seats-of-a-vacant-service", "/services/parallax/seats"),
            new Place("slo-out-of-budget", "/slos/checkout-availability"),
            new Place("slo-unknown", "/slos/notifications-delivery"),
            new Place("slo-of-several-objectives", "/slos/checkout-latency"),
            new Place("people", "/people"),
            new Place("people-found", "/people?q=kearney"),
            new Place("people-not-found", "/people?q=xyzzy"),
            new Place("person", "/people/mateus.figueira"),
            new Place("person-without-hats", "/people/bastien.moreau"),
            new Place("seats-of-a-person", "/people/siobhan.kearney/seats"),
            new Place("seats-of-nobody", "/people/bastien.moreau/seats"),
            new Place("personas", "/personas"),
            new Place("seats", "/seats"),
            new Place("seats-in-a-year", "/seats?on=2030-01-01"),
            new Place("matrix", "/matrix"),
            new Place("matrix-reconciled", "/matrix?matrix=reconciled"),
            new Place("definitions", "/definitions"),
            new Place("definition", "/definitions/SLO/checkout-availability"),
            new Place("decisions", "/decisions"),
            new Place("decision-that-came-back", "/decisions/D-1"),
            new Place("decision-to-be-decided", "/decisions/D-2"),
            new Place("decision-being-asked", "/decisions/D-3"),
            new Place("change", "/changes/shipping-quotes"),
            new Place("departures", "/departures"),
            new Place("accounts", "/accounts"),
            new Place("account", "/account"),
            new Place("notices", "/notices"),
            new Place("audit-refused", "/audit?outcome=refused"),
            new Place("nowhere", "/nowhere", 404),
            new Place("no-such-service", "/services/nowhere", 404),
            new Place("audit", "/audit"))
        .forEach(places::add);
    return places;
  }

  /// What people see of themselves and of what they answer for.
  private static Stream<Place> own(String who, String person) {
    return Stream.of(
            new Place("home", "/"),
            new Place("seats", "/seats"),
            new Place("service-seats", "/services/checkout/seats"),
            new Place("own-seats", "/people/" + person + "/seats"),
            new Place("matrix", "/matrix"),
            new Place("decisions", "/decisions"),
            new Place("audit", "/audit", who.equals("executive") ? 200 : 403),
            new Place("account", "/account"))
        .map(place -> new Place(who + "-" + place.name(), place.path(), place.status()));
  }

  static Stream<Look> looks() {
    return Stream.of(Look.light(1280), Look.dark(1280), Look.light(390), Look.dark(390));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsReadableByEverybody(Look look) {
    Page window = chromium.window(look);

    List<String> found = inspector.read(window, places().stream(), look.name());

    window.context().close();
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everybodyReadsTheirOwnPages(Look look) {
    List<String> found = new ArrayList<>();
    PEOPLE.forEach(
        (who, home) -> {
          Page window = chromium.visitor(look, home);
          String person = home.substring(home.indexOf('=') + 1);
          found.addAll(inspector.read(window, own(who, person), look.name()));
          window.context().close();
        });
    assertThat(found).isEmpty();
  }

  @Test
  void everyPageFitsAtTwiceTheSizeAndShowsAllItsFigures() {
    List<String> found = new ArrayList<>();
    Page window = chromium.window(Look.light(640));
    places()
        .forEach(
            place -> {
              found.addAll(inspector.open(window, place));
              found.addAll(inspector.hidden(window, place.path()));
            });
    window.context().close();
    assertThat(found).isEmpty();
  }

  @Test
  void everyPageCanBePrinted() {
    List<String> found = new ArrayList<>();
    Page window = chromium.window(Look.dark(1280));
    window.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    places()
        .forEach(
            place -> {
              found.addAll(inspector.open(window, place));
              found.addAll(inspector.hidden(window, place.path()));
              inspector.ink(window, place.path()).ifPresent(found::add);
            });
    assertThat(found).isEmpty();
    assertThat(new String(window.pdf(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    window.context().close();
  }

  @Test
  void hatsAreChangedWithoutScript() {
    Page window = chromium.window(Look.withoutScript(390));
    window.navigate(chromium.address("/"));

    window.locator(".hats:not(.me) summary").click();
    window.locator(".hats a", new Page.LocatorOptions().setHasText("Executive")).click();

    assertThat(window.url()).isEqualTo(chromium.address("/home/executive"));
    window.navigate(chromium.address("/services"));
    assertThat(window.locator(".hats:not(.me) summary").innerText()).contains("Executive");
    assertThat(chromium.complaints()).isEmpty();
    window.context().close();
  }

  @Test
  void servicesAreSortedAndFilteredWithoutScript() {
    Page window = chromium.window(Look.withoutScript(1280));
    window.navigate(chromium.address("/services"));

    window.locator("#q").fill("check");
    window.locator(".filter button").click();
    assertThat(window.locator("tbody tr").count()).isEqualTo(1);
    window.locator("tbody th a").click();

    assertThat(window.url()).isEqualTo(chromium.address("/services/checkout"));
    assertThat(chromium.complaints()).isEmpty();
    window.context().close();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aKeyboardReachesEverythingAndShowsWhereItIs(Look look) {
    Page window = chromium.window(look);
    for (String path : List.of("/home/sre", "/services", "/slos/checkout-latency", "/seats")) {
      window.navigate(chromium.address(path));
      List<String> reached = tabThrough(window, path);
      assertThat(reached.getFirst()).as(path).isEqualTo("Skip to the content");
      assertThat(reached)
          .as(path)
          .contains("Home", "Services", "People", "Definitions")
          .anyMatch(text -> text.contains("▾"))
          .anyMatch(text -> text.contains("Checkout") || text.contains("Payments"));
    }
    for (String path :
        List.of(
            "/matrix", "/people/siobhan.kearney/seats", "/services/checkout/seats", "/accounts")) {
      window.navigate(chromium.address(path));
      assertThat(tabThrough(window, path)).as(path).contains("Skip to the content", "Decisions");
    }
    assertThat(chromium.complaints()).isEmpty();
    window.context().close();
  }

  /// Presses Tab until the page's end; each stop shows its focus.
  ///
  /// @return the words of the stops
  private static List<String> tabThrough(Page window, String path) {
    List<String> reached = new ArrayList<>();
    int stops = Inspector.number(window, STOPS);
    for (int i = 0; i < stops; i++) {
      window.keyboard().press("Tab");
      if (window.evaluate(IN_A_DATE).equals(true)) {
        continue;
      }
      Locator focused = window.locator(":focus");
      assertThat(focused.count()).as("%s: stop %d of %d", path, i, stops).isEqualTo(1);
      reached.add(focused.innerText().replaceAll("\\s+", " ").strip());
      assertThat(window.evaluate(SHOWN))
          .as("%s: where the focus is on '%s'", path, reached.getLast())
          .isEqualTo(true);
    }
    return reached;
  }

  /// Day, month, year and calendar are stops of the browser's own within one field.
  private static final String IN_A_DATE = "document.activeElement.matches('[type=date]')";

  private static final String STOPS =
      """
      [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, [tabindex="0"]')]
        .filter(e => e.matches('.skip') || e.checkVisibility({visibilityProperty: true})
          && (e.matches('summary') || !e.closest('details:not([open])'))).length
      """;

  private static final String SHOWN =
      """
      (() => {
        const focused = document.activeElement, style = getComputedStyle(focused);
        const box = focused.getBoundingClientRect();
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
          && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
      })()
      """;
}
