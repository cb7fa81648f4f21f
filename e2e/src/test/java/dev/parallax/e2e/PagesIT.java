package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.parallax.e2e.Chromium.Look;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  private static final boolean SCREENSHOTS = Boolean.getBoolean("parallax.screenshots");
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private final RunningParallax parallax;
  private final Chromium chromium;

  PagesIT(@TempDir Path data) {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SAMPLE", "true"));
    Poll.until(
        "the sample's year is complete",
        PATIENCE,
        parallax::printed,
        printed -> printed.contains("the year is complete"));
    chromium = new Chromium(parallax);
  }

  @AfterAll
  void stop() {
    chromium.close();
    parallax.close();
  }

  /// Pages by name.
  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("first", "/");
    Walk.PERSONAS.forEach(persona -> pages.put("home-" + persona, "/home/" + persona));
    pages.put("home-of-a-person", "/home/service-owner?person=mateus.figueira");
    pages.put("home-of-a-service", "/home/developer?service=checkout");
    pages.put("services", "/services");
    pages.put("service", "/services/checkout");
    pages.put("service-measured-badly", "/services/notifications");
    pages.put("slo-out-of-budget", "/slos/checkout-availability");
    pages.put("slo-unknown", "/slos/notifications-delivery");
    pages.put("slo-of-several-objectives", "/slos/checkout-latency");
    pages.put("people", "/people");
    pages.put("person", "/people/mateus.figueira");
    pages.put("personas", "/personas");
    pages.put("matrix", "/matrix");
    pages.put("matrix-reconciled", "/matrix?matrix=reconciled");
    pages.put("definitions", "/definitions");
    pages.put("definition", "/definitions/SLO/checkout-availability");
    pages.put("nowhere", "/nowhere");
    return pages;
  }

  static Stream<Look> looks() {
    return Stream.of(Look.light(1280), Look.dark(1280), Look.light(390), Look.dark(390));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyPageIsReadableByEverybody(Look look) {
    List<String> found = new ArrayList<>();
    Page window = chromium.window(look);
    pages()
        .forEach(
            (name, path) -> {
              found.addAll(open(window, path));
              violations(window).forEach(rule -> found.add(path + ": " + rule));
              if (SCREENSHOTS) {
                shoot(window, name + "-" + look.name());
              }
            });
    window.context().close();
    assertThat(found).isEmpty();
  }

  /// Opens a page and says what is wrong with how it came and how it fits.
  private List<String> open(Page window, String path) {
    List<String> found = new ArrayList<>();
    Response response = window.navigate(chromium.address(path));
    int expected = path.equals("/nowhere") ? 404 : 200;
    if (response.status() != expected) {
      found.add("%s: status %d".formatted(path, response.status()));
    }
    String policy = response.headers().getOrDefault("content-security-policy", "");
    if (!policy.contains("default-src 'none'") || policy.contains("unsafe")) {
      found.add("%s: content security policy '%s'".formatted(path, policy));
    }
    if (number(window, "document.scrollingElement.scrollWidth - innerWidth") > 0) {
      found.add(path + ": is wider than its window: " + window.evaluate(WIDE));
    }
    found.addAll(chromium.complaints());
    return found;
  }

  private static final String WIDE =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, pre'))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ')
      """;

  private static int number(Page window, String expression) {
    return ((Number) window.evaluate(expression)).intValue();
  }

  private static List<String> violations(Page window) {
    return new AxeBuilder(window)
        .withTags(RULES).setLegacyMode(true).analyze().getViolations().stream()
            .map(PagesIT::text)
            .toList();
  }

  private static String text(Rule rule) {
    List<String> places =
        rule.getNodes().stream()
            .limit(3)
            .map(node -> node.getTarget() + " " + node.getFailureSummary().replaceAll("\\s+", " "))
            .toList();
    return "%s (%d): %s".formatted(rule.getId(), rule.getNodes().size(), places);
  }

  private static void shoot(Page window, String name) {
    window.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setPath(
                RunningParallax.top("e2e/pom.xml")
                    .resolve("e2e/target/screenshots/" + name + ".png")));
  }

  @Test
  void everyPageFitsAtTwiceTheSizeAndShowsAllItsFigures() {
    List<String> found = new ArrayList<>();
    Page window = chromium.window(Look.light(640));
    pages()
        .forEach(
            (_, path) -> {
              found.addAll(open(window, path));
              found.addAll(hidden(window, path));
            });
    window.context().close();
    assertThat(found).isEmpty();
  }

  private static List<String> hidden(Page window, String path) {
    return ((List<?>) window.evaluate(HIDDEN))
        .stream().map(figure -> "%s: %s is not shown".formatted(path, figure)).toList();
  }

  private static final String HIDDEN =
      """
      [...document.querySelectorAll('[data-figure]')]
        .filter(e => !e.getClientRects().length && !e.closest('details:not([open])'))
        .map(e => e.dataset.figure)
      """;

  @Test
  void everyPageCanBePrinted() {
    List<String> found = new ArrayList<>();
    Page window = chromium.window(Look.dark(1280));
    window.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    pages()
        .forEach(
            (_, path) -> {
              found.addAll(open(window, path));
              found.addAll(hidden(window, path));
              String paper = "getComputedStyle(document.body).backgroundColor";
              if (!"rgb(255, 255, 255)".equals(window.evaluate(paper))) {
                found.add(path + ": is printed on " + window.evaluate(paper));
              }
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
    for (String path : List.of("/home/sre", "/services", "/slos/checkout-latency")) {
      window.navigate(chromium.address(path));
      List<String> reached = tabThrough(window, path);
      assertThat(reached.getFirst()).as(path).isEqualTo("Skip to the content");
      assertThat(reached)
          .as(path)
          .contains("Home", "Services", "People", "Definitions")
          .anyMatch(text -> text.contains("▾"))
          .anyMatch(text -> text.contains("Checkout"));
    }
    assertThat(chromium.complaints()).isEmpty();
    window.context().close();
  }

  /// Presses Tab until the page's end; each stop shows its focus.
  ///
  /// @return the words of the stops
  private static List<String> tabThrough(Page window, String path) {
    List<String> reached = new ArrayList<>();
    int stops = number(window, STOPS);
    for (int i = 0; i < stops; i++) {
      window.keyboard().press("Tab");
      Locator focused = window.locator(":focus");
      assertThat(focused.count()).as("%s: stop %d of %d", path, i, stops).isEqualTo(1);
      reached.add(focused.innerText().replaceAll("\\s+", " ").strip());
      assertThat(window.evaluate(SHOWN))
          .as("%s: where the focus is on '%s'", path, reached.getLast())
          .isEqualTo(true);
    }
    return reached;
  }

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
