package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Odd names, instants, bodies and requests: the caller's mistake, never an error of the program.
@TestInstance(Lifecycle.PER_CLASS)
class MistakenIT {
  private static final List<String> ODD_NAMES =
      List.of(
          "'; drop table slice_hour; --",
          "..",
          "../../etc/passwd",
          "%",
          "\0",
          "\uFFFF",
          "日本語",
          "🦄",
          "-",
          "latest",
          "S-ZZZZZZZZZ-ZZZZZZZZZZZZ",
          "S-0-0",
          "S-1-0",
          "a".repeat(64),
          "a".repeat(4000),
          "<script>alert(1)</script>",
          "{{7*7}}",
          "null",
          "1e999");
  private static final List<String> ODD_INSTANTS =
      List.of(
          "",
          "now",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "1970-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "2026-02-30T00:00:00Z",
          "0",
          "2026-01-01T00:00:00.999999999Z");
  private static final List<String> WITH_NAME =
      List.of(
          "/api/v1/statements/%s",
          "/api/v1/slos/%s",
          "/api/v1/slos/parallax-availability?statement=%s",
          "/api/v1/services/%s",
          "/api/v1/slos/%s/receipt",
          "/api/v1/slos/parallax-availability/receipt?objective=%s",
          "/api/v1/slos/%s/slices",
          "/api/v1/slos/parallax-availability/slices?from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&sli=%s",
          "/api/v1/homes/%s",
          "/api/v1/homes/sre?service=%s",
          "/api/v1/homes/sre?person=%s",
          "/api/v1/homes/sre?statement=%s",
          "/home/%s",
          "/home/sre?service=%s",
          "/home/sre?person=%s",
          "/home/sre?statement=%s",
          "/api/v1/definitions/%s",
          "/api/v1/definitions/SLO/%s",
          "/api/v1/definitions/%s/x",
          "/assets/x/%s",
          "/assets/%s/parallax.css",
          "/%s");
  private static final List<String> WITH_INSTANT =
      List.of(
          "/api/v1/statements?asOf=%s",
          "/api/v1/slos/parallax-availability/slices?from=%s&until=2026-01-01T00:00:00Z",
          "/api/v1/slos/parallax-availability/slices?from=2026-01-01T00:00:00Z&until=%s");
  private static final List<String> POSTS =
      List.of(
          "/api/v1/definitions",
          "/api/v1/status-histories/m",
          "/api/v1/slos/parallax-availability/adjustments",
          "/api/v1/write");

  private final Api api;
  private int seen;

  MistakenIT(@TempDir Path data) {
    api =
        new Api(
            RunningParallax.start(
                data, Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S")));
  }

  @AfterAll
  void stop() {
    api.program().close();
  }

  @AfterEach
  void itServesOnAndPrintsNoStackTrace() {
    assertThat(api.program().get("/health").statusCode()).isEqualTo(200);
    assertThat(api.program().get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
    String printed = api.program().printed();
    String now = printed.substring(seen);
    seen = printed.length();
    assertThat(now).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("withName")
  void anOddNameIsTheCallersMistake(String path) {
    for (String name : ODD_NAMES) {
      isNoFailure(
          path.formatted(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")));
    }
  }

  static List<String> withName() {
    return WITH_NAME;
  }

  @ParameterizedTest
  @MethodSource("withInstant")
  void anOddInstantIsTheCallersMistake(String path) {
    for (String instant : ODD_INSTANTS) {
      isNoFailure(path.formatted(URLEncoder.encode(instant, StandardCharsets.UTF_8)));
    }
  }

  static List<String> withInstant() {
    return WITH_INSTANT;
  }

  private void isNoFailure(String path) {
    for (String accept : List.of("application/json", "text/html,*/*;q=0.8", "nonsense/;;", "*/*")) {
      HttpResponse<String> answer = api.program().get(path, "Accept", accept);
      assertThat(answer.statusCode())
          .as("%s as %s: %s", path, accept, answer.body())
          .isLessThan(500);
      if (answer.statusCode() >= 400) {
        assertThat(answer.body())
            .as(path)
            .isNotBlank()
            .doesNotContain("\tat ", "Exception", "java.");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("posts")
  void anOddBodyIsTheCallersMistakeAndSaysSo(String path) {
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "1",
            "\"\"",
            "{\"files\":",
            "{\"files\":[null]}",
            "{\"files\":[{}]}",
            "{\"files\":{}}",
            "{\"files\":[{\"path\":1,\"content\":[]}]}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "{\"files\":[{\"content\":\"" + "\\u0000".repeat(100) + "\"}]}",
            "{\"kind\":\"exclusion\",\"good\":\"x\"}",
            "{\"good\":1e999}",
            "\uFEFF{}",
            "timestamp,status\n",
            "a\nb\n",
            "timestamp,status\n2026-01-01T00:00:00Z,up\n");
    for (String body : bodies) {
      for (String type :
          List.of(
              "application/json",
              "text/csv",
              "text/plain",
              "application/x-protobuf",
              "application/xml",
              "nonsense",
              "a/b;;;=")) {
        HttpResponse<String> answer = api.post(path, type, body);
        String where = "%s %s %.40s: %s".formatted(path, type, body, answer.body());
        assertThat(answer.statusCode()).as(where).isLessThan(500);
        if (answer.statusCode() >= 400) {
          assertThat(answer.body())
              .as(where)
              .isNotBlank()
              .doesNotContain("\tat ", "Exception", "java.");
        }
      }
    }
  }

  static List<String> posts() {
    return POSTS;
  }

  @ParameterizedTest
  @MethodSource("posts")
  void bytesThatAreNoTextAreTheCallersMistake(String path) {
    byte[] bytes = {
      '{', '"', (byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'
    };
    for (String type :
        List.of(
            "application/json",
            "text/csv",
            "application/json;charset=utf-16",
            "text/csv;charset=nonsense")) {
      HttpRequest request =
          HttpRequest.newBuilder(api.program().at(path))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(bytes))
              .build();
      HttpResponse<String> answer = api.program().send(request);
      assertThat(answer.statusCode())
          .as("%s %s: %s", path, type, answer.body())
          .isBetween(400, 499);
      assertThat(answer.body()).doesNotContain("\tat ", "Exception", "java.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header flood",
        "long path",
        "long query",
        "many parameters",
        "path up",
        "encoded path up",
        "bad escape",
        "half a request"
      })
  void anOddRequestIsTheCallersMistake(String kind) {
    String line =
        switch (kind) {
          case "long path" -> "/" + "a".repeat(100_000);
          case "long query" -> "/api/v1/statements?asOf=" + "a".repeat(7_000);
          case "many parameters" -> "/api/v1/statements?" + "a=b&".repeat(1_900);
          case "path up" -> "/api/v1/../../../../etc/passwd";
          case "encoded path up" -> "/assets/x/%2e%2e%2f%2e%2e%2fapplication.properties";
          case "bad escape" -> "/api/v1/slos/%c0%af?statement=%zz";
          default -> "/";
        };
    String headers = kind.equals("header flood") ? "X-A: b\r\n".repeat(20_000) : "";
    String end = kind.equals("half a request") ? "Content-Len" : "Connection: close\r\n\r\n";
    String answer =
        raw(
            "GET " + line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + end,
            kind.equals("half a request"));

    assertThat(answer).doesNotContain("HTTP/1.1 5", "HTTP/1.0 5", "\tat ", "Exception", "root:");
  }

  private String raw(String request, boolean cut) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.program().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (cut) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      if (e instanceof SocketException) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
