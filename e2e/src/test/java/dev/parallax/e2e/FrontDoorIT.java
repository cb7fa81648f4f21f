package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class FrontDoorIT {
  private static final Pattern STYLE = Pattern.compile("href=\"(/assets/[0-9a-f]+/)parallax.css\"");

  private final RunningParallax parallax;

  FrontDoorIT(@TempDir Path data) {
    parallax = RunningParallax.start(data);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/nowhere", "/health", "/metrics", "/openapi", "/assets/x/favicon.svg"})
  void everyAnswerTellsBrowsersToBeStrict(String path) {
    var headers = parallax.get(path, "Accept", "text/html,*/*").headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Permissions-Policy")).isPresent();
  }

  @Test
  void anUnknownAddressIsAPageForBrowsers() {
    var answer = parallax.get("/nowhere", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).contains("<h1>There is nothing here.</h1>");
  }

  @Test
  void anUnknownAddressIsAProblemDocumentForPrograms() {
    var answer = parallax.get("/api/v1/nowhere", "Accept", "application/json");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"status\":404");
  }

  @Test
  void aMethodThatAnAddressDoesNotTakeIsAProblem() {
    var answer = parallax.send(HttpRequest.newBuilder(parallax.at("/")).DELETE().build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aFormThatIsNotOfferedIsAProblem() {
    var answer = parallax.get("/", "Accept", "image/png");

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost@evil",
        "10.0.0.1"
      })
  void aNameThatWasPointedHereIsRefused(String host) throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 4(21|00) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost:1234", "LOCALHOST", "[::1]:80"})
  void theNamesOfThisMachineAreServed(String host) throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 303 ");
  }

  @Test
  void aChangeSentByAnotherSitesPageIsRefused() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(parallax.at("/")).POST(BodyPublishers.ofString("a=b"));

    var byOrigin = parallax.send(form.copy().header("Origin", "http://evil.example").build());
    var byMetadata = parallax.send(form.copy().header("Sec-Fetch-Site", "cross-site").build());
    var byAnotherPort = parallax.send(form.copy().header("Origin", "http://127.0.0.1:1").build());
    var byNobody = parallax.send(form.copy().header("Origin", "null").build());

    assertThat(byOrigin.statusCode()).isEqualTo(403);
    assertThat(byMetadata.statusCode()).isEqualTo(403);
    assertThat(byAnotherPort.statusCode()).isEqualTo(403);
    assertThat(byNobody.statusCode()).isEqualTo(403);
    assertThat(byOrigin.body()).contains("another site");
  }

  @Test
  void aChangeSentByAProgramOrItsOwnPagePasses() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(parallax.at("/")).POST(BodyPublishers.ofString("a=b"));
    String own = "http://127.0.0.1:" + parallax.port();

    var byProgram = parallax.send(form.copy().build());
    var byOwnPage =
        parallax.send(form.copy().headers("Origin", own, "Sec-Fetch-Site", "same-origin").build());

    assertThat(byProgram.statusCode()).isEqualTo(405);
    assertThat(byOwnPage.statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: ;;;\r\nConnection: close\r\n\r\n",
      })
  void aMalformedRequestIsTheCallersMistakeNotOurs(String request) throws IOException {
    String answer = raw(request);

    assertThat(answer).matches("(?s)HTTP/1.[01] 4[0-9]{2} .*").doesNotContain("\tat ", "Exception");
    assertThat(parallax.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void aHeaderBeyondTheLimitIsRefused() throws IOException {
    String answer =
        raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.[01] 4[0-9]{2} .*");
  }

  @Test
  void aBodyBeyondTheLimitIsAProblem() throws IOException {
    String answer =
        raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 68719476736\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json", "64 MB");
  }

  @Test
  void styleAndFontAreKeptForAYearUnderTheAddressOfTheirContent() {
    Matcher style = STYLE.matcher(parallax.get("/", "Accept", "text/html").body());
    assertThat(style.find()).isTrue();

    for (String name : new String[] {"parallax.css", "sans-400.woff2", "favicon.svg"}) {
      var asset = parallax.get(style.group(1) + name);
      assertThat(asset.statusCode()).as(name).isEqualTo(200);
      assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    }
    assertThat(parallax.get("/assets/old/parallax.css").headers().firstValue("Cache-Control"))
        .contains("no-cache");
  }

  @Test
  void itCountsItsOwnRequests() {
    assertThat(parallax.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);

    assertThat(parallax.get("/metrics").body())
        .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"200\",uri=\"root\"");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), parallax.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
    }
  }
}
