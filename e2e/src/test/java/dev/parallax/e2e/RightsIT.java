package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Everybody, with and without a seat, at every route: the table of rights holds cell by cell, and
/// what was changed or refused is one event of the audit each.
///
/// The seats are those of the matrix that comes with Parallax, which is enforced.
@TestInstance(Lifecycle.PER_CLASS)
class RightsIT {
  private static final String REFUSAL = "There is nothing of that name.";

  private final RunningParallax parallax;
  private final Api api;
  private final Visits visits;
  private final List<String[]> rows;
  private final List<String> callers;
  private final List<String> wrong = new ArrayList<>();

  RightsIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    api = new Api(parallax);
    api.apply(resource("rights.yaml"));
    visits = new Visits(parallax);
    List<String[]> lines =
        resource("rights.csv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(","))
            .toList();
    callers = List.of(lines.getFirst()).subList(3, lines.getFirst().length);
    rows = lines.subList(1, lines.size());
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void everyCellHoldsAndIsWrittenDownOnce() {
    Map<String, Integer> cells = new TreeMap<>();
    List<Map<String, String>> all = callers.stream().map(this::headers).toList();
    for (int caller = 0; caller < callers.size(); caller++) {
      Map<String, String> headers = all.get(caller);
      for (String[] row : rows) {
        check(callers.get(caller), row, row[caller + 3], headers);
        cells.merge(row[caller + 3], 1, Integer::sum);
      }
    }

    System.out.printf(
        "%d routes, %d callers, %d cells %s, %d wrong%n",
        rows.size(), callers.size(), rows.size() * callers.size(), cells, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
  }

  private void check(String caller, String[] row, String expected, Map<String, String> headers) {
    long before = events();
    HttpResponse<String> answer = ask(row[0], row[2], headers);
    long written = events() - before;
    String found = expected.equals("o") ? open(answer) : verdict(answer);
    if (!found.equals(expected)) {
      wrong.add(
          "%s %s by %s: expected %s, found %s (%d %s)"
              .formatted(
                  row[0], row[2], caller, expected, found, answer.statusCode(), answer.body()));
    }
    if (!expected.equals("o") && written != events(row[0], row[1], expected, written)) {
      wrong.add("%s %s by %s (%s): %d events".formatted(row[0], row[2], caller, expected, written));
    }
    if (expected.equals("h")) {
      String absent = ask(row[0], row[2].replace("/shop", "/absent"), headers).body();
      if (!absent.equals(answer.body())) {
        wrong.add("%s by %s can be told from what is absent".formatted(row[2], caller));
      }
    }
  }

  /// How many events a call writes: one if it is refused or changes something. That signals are
  /// sent is written once an hour.
  private static long events(String method, String route, String expected, long written) {
    boolean signals =
        route.equals("/api/v1/write")
            || route.equals("/v1/metrics")
            || route.startsWith("/api/v1/status-histories");
    if (expected.equals("y") && signals) {
      return Math.min(written, 1);
    }
    boolean looks = method.equals("GET") || route.startsWith("/access/");
    return expected.equals("y") && looks ? 0 : 1;
  }

  private static String verdict(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 401 -> "s";
      case 403 -> "n";
      case 404 -> answer.body().contains(REFUSAL) ? "h" : "y";
      default -> answer.statusCode() >= 500 ? "failed" : "y";
    };
  }

  private static String open(HttpResponse<String> answer) {
    return answer.statusCode() >= 500 || answer.body().contains("Nobody has signed in")
        ? "closed"
        : "o";
  }

  private long events() {
    return api.json("/api/v1/audit/head").get("sequence").asLong();
  }

  private HttpResponse<String> ask(String method, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at(path))
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("") : BodyPublishers.noBody());
    headers.forEach(request::header);
    if (hasBody(method) && path.matches("/(api|scim|access)/.*")) {
      request.header("Content-Type", type(path));
    }
    return parallax.sendAsNobody(request.build());
  }

  private static String type(String path) {
    return path.contains("status-histories") ? "text/csv" : "application/json";
  }

  private static boolean hasBody(String method) {
    return List.of("POST", "PUT", "PATCH").contains(method);
  }

  private Map<String, String> headers(String caller) {
    return switch (caller) {
      case "anonymous" -> Map.of();
      case "read", "write", "ingest" ->
          Map.of("Authorization", "Bearer " + visits.token("sre.shop", caller));
      default -> visits.of(caller);
    };
  }

  static String resource(String name) throws IOException {
    try (InputStream bytes = RightsIT.class.getResourceAsStream("/" + name)) {
      if (bytes == null) {
        throw new IOException("no resource '%s' beside the tests".formatted(name));
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
