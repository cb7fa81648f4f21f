package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Keycloak as a process on this machine, with a realm of two groups and three people whose
/// passwords are their logins with `-password`. Its first start in a folder takes minutes, because
/// it builds itself; the folder is kept.
final class RunningKeycloak implements AutoCloseable {
  static final String SECRET = "a-secret-of-the-test";
  private static final Path HOME = Path.of("target/keycloak/keycloak-26.7.3");
  private static final String ADMIN = "admin-password";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final Process process;

  private RunningKeycloak(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /// Starts it empty but for the realm.
  ///
  /// @param parallax the port at which Parallax hears that sessions ended
  static RunningKeycloak start(int parallax) {
    int port = RunningParallax.freePort();
    try {
      empty(HOME.resolve("data"));
      Path realm = HOME.resolve("data/import/shop-realm.json");
      Files.createDirectories(realm.getParent());
      Files.writeString(
          realm, realm().replace("@PARALLAX@", "http://127.0.0.1:%d".formatted(parallax)));
      RunningKeycloak keycloak = new RunningKeycloak(port, begin(port));
      keycloak.awaitReady();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException("starting Keycloak in " + HOME.toAbsolutePath(), e);
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String realm() throws IOException {
    try (InputStream stream = RunningKeycloak.class.getResourceAsStream("/keycloak/realm.json")) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Process begin(int port) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                "sh",
                HOME.resolve("bin/kc.sh").toAbsolutePath().toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(HOME.resolve("keycloak.log").toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("JAVA_OPTS", "-Xms64m -Xmx512m -XX:+UseSerialGC");
    command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    return command.start();
  }

  private void awaitReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration")).build();
    Poll.until(
        "Keycloak is ready, see " + HOME.resolve("keycloak.log"),
        Duration.ofMinutes(6),
        () -> {
          try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
          } catch (IOException _) {
            return 0;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        },
        status -> status == 200);
  }

  String issuer() {
    return "http://127.0.0.1:%d/realms/shop".formatted(port);
  }

  /// Whether somebody may sign in and stay so.
  void enable(String user, boolean enabled) {
    ObjectNode change = Api.JSON.createObjectNode().put("enabled", enabled);
    send("PUT", "/users/" + id(user), change.toString());
  }

  /// Ends all sessions of somebody, as whoever keeps Keycloak does.
  void signOut(String user) {
    send("POST", "/users/" + id(user) + "/logout", "{}");
  }

  /// How many sessions somebody has there.
  int sessions(String user) {
    return Api.tree(send("GET", "/users/" + id(user) + "/sessions", "")).size();
  }

  private String id(String user) {
    JsonNode found = Api.tree(send("GET", "/users?exact=true&username=" + user, ""));
    return found.get(0).get("id").asText();
  }

  private String send(String method, String path, String body) {
    HttpResponse<String> answer =
        exchange(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/admin/realms/shop%s".formatted(port, path)))
                .headers("Authorization", "Bearer " + token(), "Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private String token() {
    String form =
        "grant_type=password&client_id=admin-cli&username=admin&password=%s".formatted(ADMIN);
    HttpResponse<String> answer =
        exchange(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/realms/master/protocol/openid-connect/token"
                            .formatted(port)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    return Api.tree(answer.body()).get("access_token").asText();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      all.forEach(ProcessHandle::destroyForcibly);
    }
    client.close();
  }
}
