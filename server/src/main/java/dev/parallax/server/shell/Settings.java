package dev.parallax.server.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the environment says before anything is started.
///
/// @param listening where it listens and under which address people reach it
/// @param port the TCP port to listen on; 0 asks for any free one
/// @param dataFolder the folder that holds everything this installation keeps
/// @param database an outside PostgreSQL; empty starts the embedded one in the data folder
/// @param training whether the program asks for its own pages and ends, to fill a start-up cache
record Settings(
    Listening listening,
    int port,
    Path dataFolder,
    Optional<DatabaseAddress> database,
    boolean training) {
  private static final int DEFAULT_PORT = 8080;

  /// What a start understands, as it is written in the environment: what is asked here, and what
  /// [Configuration] names.
  private static final Set<String> KNOWN =
      Set.of(
          "PARALLAX_PORT",
          "PARALLAX_HOST",
          "PARALLAX_ADDRESS",
          "PARALLAX_PASSWORD_MEMORY",
          "PARALLAX_PASSWORD_PASSES",
          "PARALLAX_PASSWORD_LANES",
          "PARALLAX_DATA",
          "PARALLAX_DATABASE_URL",
          "PARALLAX_SAMPLE",
          "PARALLAX_TRAINING",
          "PARALLAX_ZONE",
          "PARALLAX_STATEMENT_SETTLE",
          "PARALLAX_SELF_EVERY",
          "PARALLAX_OIDC_ISSUER",
          "PARALLAX_OIDC_CLIENT_ID",
          "PARALLAX_OIDC_CLIENT_SECRET",
          "PARALLAX_OIDC_CLIENT_SECRET_FILE",
          "PARALLAX_OIDC_NAME",
          "PARALLAX_OIDC_SCOPES",
          "PARALLAX_OIDC_LOGIN_CLAIM",
          "PARALLAX_OIDC_GROUPS_CLAIM",
          "PARALLAX_OIDC_STEP_UP_ACR",
          "PARALLAX_OIDC_CHECK",
          "PARALLAX_OIDC_GRACE",
          "PARALLAX_PULL_EVERY",
          "PARALLAX_DECISION_CONSULT_DAYS",
          "PARALLAX_DECISION_DECIDE_DAYS",
          "PARALLAX_DECISION_HOLIDAYS",
          "PARALLAX_TEST_CLOCK",
          "PARALLAX_MAIL_HOST",
          "PARALLAX_MAIL_PORT",
          "PARALLAX_MAIL_SECURITY",
          "PARALLAX_MAIL_USER",
          "PARALLAX_MAIL_PASSWORD",
          "PARALLAX_MAIL_FROM",
          "PARALLAX_WEBHOOK_URL",
          "PARALLAX_WEBHOOK_SECRET",
          "PARALLAX_SLACK_URL");

  /// Settings of the command line and of the tests that may stand in the same environment.
  private static final Set<String> OF_OTHERS =
      Set.of("PARALLAX_URL", "PARALLAX_TOKEN", "PARALLAX_HOME", "PARALLAX_SHARED_DATA");

  static Settings from(Map<String, String> environment) {
    environment.keySet().stream()
        .filter(key -> key.startsWith("PARALLAX_"))
        .forEach(Settings::refuseUnknown);
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith("parallax."))
        .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
        .forEach(Settings::refuseUnknown);
    String url = environment.getOrDefault("PARALLAX_DATABASE_URL", "").strip();
    return new Settings(
        Listening.from(environment),
        port(environment.getOrDefault("PARALLAX_PORT", "").strip()),
        Path.of(environment.getOrDefault("PARALLAX_DATA", ".data")).toAbsolutePath().normalize(),
        url.isEmpty() ? Optional.empty() : Optional.of(DatabaseAddress.parse(url)),
        environment.getOrDefault("PARALLAX_TRAINING", "").equals("true"));
  }

  /// The port to listen on, checked to be free at this moment.
  ///
  /// @throws StartRefused if something else listens there
  int freePort() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(listening.host()), port));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new StartRefused(
          "Port %d on %s is in use.".formatted(port, listening.host()),
          "Parallax serves its pages there, and two programs cannot share a port.",
          "Stop the other program, or choose another port: PARALLAX_PORT=%d ./parallax up"
              .formatted(port + 1),
          e);
    }
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw new StartRefused(
        "PARALLAX_PORT is '%s'.".formatted(text),
        "A TCP port is a whole number from 1 to 65535 (0 takes any free one).",
        "Set it to such a number, or unset it to use %d.".formatted(DEFAULT_PORT));
  }

  private static void refuseUnknown(String key) {
    if (!KNOWN.contains(key) && !OF_OTHERS.contains(key)) {
      throw new StartRefused(
          "%s is not a setting.".formatted(key),
          "A setting that is misspelt would silently have no effect. There are %s."
              .formatted(String.join(", ", new TreeSet<>(KNOWN))),
          "Correct its name, or unset it.");
    }
  }
}
