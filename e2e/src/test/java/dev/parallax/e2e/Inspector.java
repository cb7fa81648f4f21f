package dev.parallax.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says what is wrong with pages: how they came, whether they fit, whether everybody can read them.
final class Inspector {
  private static final boolean SCREENSHOTS = Boolean.getBoolean("parallax.screenshots");
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final String WIDE =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, pre'))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ')
      """;
  private static final String HIDDEN =
      """
      [...document.querySelectorAll('[data-figure]')]
        .filter(e => !e.getClientRects().length && !e.closest('details:not([open])'))
        .map(e => e.dataset.figure)
      """;
  private static final String OPEN =
      "document.querySelectorAll('details:not(.hats)').forEach(each => each.open = true)";

  private final Chromium chromium;

  Inspector(Chromium chromium) {
    this.chromium = chromium;
  }

  /// A page to look at.
  ///
  /// @param status that it comes with
  record Place(String name, String path, int status) {
    Place(String name, String path) {
      this(name, path, 200);
    }
  }

  /// Opens a page and says what is wrong with how it came and how it fits.
  List<String> open(Page window, Place place) {
    List<String> found = new ArrayList<>();
    Response response = window.navigate(chromium.address(place.path()));
    if (response.status() != place.status()) {
      found.add("%s: status %d".formatted(place.path(), response.status()));
    }
    String policy = response.headers().getOrDefault("content-security-policy", "");
    if (!policy.contains("default-src 'none'") || policy.contains("unsafe")) {
      found.add("%s: content security policy '%s'".formatted(place.path(), policy));
    }
    found.addAll(fit(window, place.path()));
    return found;
  }

  /// What is wrong with how the page in a window fits.
  List<String> fit(Page window, String path) {
    List<String> found = new ArrayList<>();
    if (number(window, "document.scrollingElement.scrollWidth - innerWidth") > 0) {
      found.add(path + ": is wider than its window: " + window.evaluate(WIDE));
    }
    found.addAll(chromium.complaints());
    return found;
  }

  /// Opens pages, folded and unfolded; says what keeps whom from reading them.
  List<String> read(Page window, Stream<Place> places, String look) {
    return places.flatMap(place -> read(window, place, look).stream()).toList();
  }

  private List<String> read(Page window, Place place, String look) {
    List<String> found = new ArrayList<>(open(window, place));
    shoot(window, place.name() + "-" + look);
    window.evaluate(OPEN);
    found.addAll(unreadable(window, place.path()));
    return found;
  }

  /// What is wrong with the page that a window shows, for those who see it and those who hear it.
  List<String> unreadable(Page window, String path) {
    List<String> found = new ArrayList<>(fit(window, path));
    violations(window).forEach(rule -> found.add(path + ": " + rule));
    return found;
  }

  /// Figures that are on a page and not shown.
  List<String> hidden(Page window, String path) {
    return ((List<?>) window.evaluate(HIDDEN))
        .stream().map(figure -> "%s: %s is not shown".formatted(path, figure)).toList();
  }

  /// What a page is printed on, if it is not white.
  Optional<String> ink(Page window, String path) {
    String paper =
        String.valueOf(window.evaluate("getComputedStyle(document.body).backgroundColor"));
    return "rgb(255, 255, 255)".equals(paper)
        ? Optional.empty()
        : Optional.of(path + ": is printed on " + paper);
  }

  static int number(Page window, String expression) {
    return ((Number) window.evaluate(expression)).intValue();
  }

  private static List<String> violations(Page window) {
    return new AxeBuilder(window)
        .withTags(RULES).setLegacyMode(true).analyze().getViolations().stream()
            .map(Inspector::text)
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

  /// Keeps a picture, if pictures are wanted: `-Dparallax.screenshots=true`.
  void shoot(Page window, String name) {
    if (SCREENSHOTS) {
      window.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setAnimations(ScreenshotAnimations.DISABLED)
              .setPath(
                  RunningParallax.top("e2e/pom.xml")
                      .resolve("e2e/target/screenshots/" + name + ".png")));
    }
  }
}
