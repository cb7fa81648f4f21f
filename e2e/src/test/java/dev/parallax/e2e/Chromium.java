package dev.parallax.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system's Chromium with an empty profile. It writes down what pages complain about and which
/// foreign addresses they ask for.
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final List<String> SWITCHES =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final RunningParallax parallax;
  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  Chromium(RunningParallax parallax) {
    this.parallax = parallax;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(SWITCHES));
  }

  /// How somebody looks at pages.
  ///
  /// @param width of the window in CSS pixels
  record Look(ColorScheme scheme, int width, boolean script) {
    static Look light(int width) {
      return new Look(ColorScheme.LIGHT, width, true);
    }

    static Look dark(int width) {
      return new Look(ColorScheme.DARK, width, true);
    }

    static Look withoutScript(int width) {
      return new Look(ColorScheme.LIGHT, width, false);
    }

    String name() {
      return (scheme == ColorScheme.DARK ? "dark" : "light") + "-" + width;
    }
  }

  /// A new, empty window of a program of this machine.
  Page window(Look look) {
    return watched(context(look, Map.of("Authorization", "Bearer " + parallax.token())).newPage());
  }

  /// A new, empty window in which nobody is signed in.
  Page anonymous(Look look) {
    return watched(context(look, Map.of()).newPage());
  }

  /// A new, empty window of somebody of the sample.
  ///
  /// @param home the page of the hat as which they come in
  Page visitor(Look look, String home) {
    Page window = anonymous(look);
    window.navigate(address("/sign-in"));
    window.locator("button[value='%s']".formatted(home)).click();
    return window;
  }

  /// Turns a window to another look; what it shows stays.
  void show(Page window, Look look) {
    window.setViewportSize(look.width(), height(look));
    window.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
  }

  private static int height(Look look) {
    return look.width() < 600 ? 844 : 900;
  }

  private BrowserContext context(Look look, Map<String, String> headers) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(look.width(), height(look))
            .setColorScheme(look.scheme())
            .setReducedMotion(ReducedMotion.REDUCE)
            .setExtraHTTPHeaders(headers)
            .setJavaScriptEnabled(look.script()));
  }

  private Page watched(Page page) {
    page.onConsoleMessage(
        message -> {
          // The browser itself remarks that the page of a refusal came with its status.
          if (List.of("error", "warning").contains(message.type())
              && !message.text().contains("the server responded with a status of 4")) {
            complaints.add("%s: %s: %s".formatted(page.url(), message.type(), message.text()));
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onRequest(
        request -> {
          URI asked = URI.create(request.url());
          if (asked.getPort() != parallax.port() || !"127.0.0.1".equals(asked.getHost())) {
            complaints.add("%s: asks for %s".formatted(page.url(), asked));
          }
        });
    return page;
  }

  /// A window of somebody who has no token, and who may be sent to other sites.
  Page stranger() {
    return browser.newContext().newPage();
  }

  String address(String path) {
    return parallax.at(path).toString();
  }

  /// What was complained about since the last time.
  List<String> complaints() {
    List<String> since = List.copyOf(complaints);
    complaints.clear();
    return since;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
