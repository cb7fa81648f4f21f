package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Where people come in by https through a proxy on this machine: what the setting says counts, and
/// of what the proxy says only for whom it asks.
@TestInstance(Lifecycle.PER_CLASS)
class BehindProxyIT {
  private static final String HOST = "parallax.example.org";

  private final RunningParallax parallax;
  private final Visits visits;

  BehindProxyIT(@TempDir Path data) {
    parallax =
        RunningParallax.start(
            data, Map.of("PARALLAX_ADDRESS", "https://" + HOST, "PARALLAX_SELF_EVERY", "PT1H"));
    visits = new Visits(parallax);
    String link = visits.invited("ada", "Ada").replaceFirst("https://[^/]*", "");
    visits.post(parallax.at(link), Map.of("password", Visits.PASSWORD), Map.of());
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void theCookieIsBoundToTheHostAndToHttps() throws IOException {
    String answer = signIn("10.1.1.1", Visits.PASSWORD, "X-Forwarded-Proto: http\r\n");

    String cookie = header(answer, "Set-Cookie");
    assertThat(cookie).matches("(?i)__Host-parallax=\"?[A-Za-z0-9_-]{43}\"?;.*");
    assertThat(cookie.toLowerCase(Locale.ROOT))
        .contains("secure", "httponly", "samesite=lax", "path=/")
        .doesNotContain("domain");
  }

  @Test
  void aCookieWithoutTheHostsPrefixIsNotLookedAt() throws IOException {
    String cookie = header(signIn("10.1.1.2", Visits.PASSWORD, ""), "Set-Cookie").split(";")[0];
    String bare = cookie.replace("__Host-", "");

    assertThat(get("/api/v1/me", "Cookie: " + cookie + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/api/v1/me", "Cookie: " + bare + "\r\n")).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void everyAnswerTellsBrowsersToStayWithHttps() throws IOException {
    for (String request :
        List.of(
            "GET /sign-in",
            "GET /",
            "GET /nowhere",
            "GET /api/v1/me",
            "DELETE /sign-in",
            "GET /health",
            "POST /api/v1/definitions")) {
      String answer = raw(request + " HTTP/1.1\r\nHost: " + HOST + "\r\nContent-Length: 0\r\n");
      assertThat(header(answer, "Strict-Transport-Security"))
          .as(request)
          .isEqualTo("max-age=31536000; includeSubDomains");
    }
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\n"))
        .startsWith("HTTP/1.1 421 ")
        .contains("Strict-Transport-Security");
  }

  @Test
  void whatAProxySaysOfHostAndSchemeChangesNothing() throws IOException {
    String evil =
        "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: ftp\r\nForwarded: host=evil.example;proto=ftp\r\nX-Original-URL: /accounts\r\nX-Rewrite-URL: /accounts\r\n";

    assertThat(get("/sign-in", evil)).startsWith("HTTP/1.1 200 ").doesNotContain("evil.example");
    assertThat(get("/.well-known/authzen-configuration", evil)).doesNotContain("evil.example");
    assertThat(header(get("/services", evil + "Accept: text/html\r\n"), "Location"))
        .startsWith("/sign-in");
    assertThat(visits.invited("eva", "Eva")).startsWith("https://" + HOST + "/link/");
  }

  @Test
  void aPageOfTheSameNameWithoutHttpsIsNotOurs() throws IOException {
    String cookie = header(signIn("10.1.1.3", Visits.PASSWORD, ""), "Set-Cookie").split(";")[0];
    String change =
        "POST /account/tokens HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 25\r\n%s\r\nname=x&scope=read&days=1x";

    for (String from :
        List.of(
            "Origin: http://" + HOST + "\r\n",
            "Origin: https://" + HOST + ".evil.example\r\n",
            "Origin: https://evil." + HOST + "\r\n",
            "Origin: https://" + HOST + ":8443\r\n",
            "Origin: null\r\n",
            "Origin: http://127.0.0.1\r\n",
            "Origin: https://" + HOST + "\r\nSec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\n",
            "")) {
      assertThat(send(change.formatted(HOST, cookie, from)))
          .as(from)
          .matches("(?s)HTTP/1.1 40[13] .*");
    }
    assertThat(send(change.formatted(HOST, cookie, "Origin: https://" + HOST + "\r\n")))
        .doesNotMatch("(?s)HTTP/1.1 40[13] .*");
  }

  @Test
  void guessesAreCountedByWhomTheProxySawLast() throws IOException {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      String answer =
          raw(guess("somebody" + i, "10.9.%d.%d, 203.0.113.7".formatted(i / 250, i % 250)));
      answers.merge(answer.substring(9, 12), 1, Integer::sum);
    }

    assertThat(answers.get("401")).isBetween(10, 13);
    assertThat(raw(guess("somebody", "203.0.113.7, 203.0.113.8"))).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void healthIsNotShownThroughTheProxy() throws IOException {
    assertThat(get("/health", "X-Forwarded-For: 203.0.113.9\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/metrics", "X-Forwarded-For: 127.0.0.1\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/health", "")).startsWith("HTTP/1.1 200 ");
  }

  private String signIn(String from, String password, String headers) throws IOException {
    String form =
        "login=ada&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&to=/";
    String answer =
        send(
            "POST /sign-in HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: %s\r\n%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(HOST, from, headers, form.length(), form));
    assertThat(answer).startsWith("HTTP/1.1 303 ");
    return answer;
  }

  private static String guess(String login, String forwarded) {
    String form = "login=" + login + "&password=wrong";
    return "POST /sign-in HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(HOST, forwarded, form.length(), form);
  }

  private String get(String path, String headers) throws IOException {
    return raw("GET %s HTTP/1.1\r\nHost: %s\r\n%s".formatted(path, HOST, headers));
  }

  private static String header(String answer, String name) {
    return answer
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .findFirst()
        .map(line -> line.substring(name.length() + 2))
        .orElse("");
  }

  private String raw(String request) throws IOException {
    return send(request.contains("\r\n\r\n") ? request : request + "Connection: close\r\n\r\n");
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), parallax.port())) {
      socket.setSoTimeout(60_000);
      String closing =
          request.contains("Connection: close")
              ? request
              : request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
      socket.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
