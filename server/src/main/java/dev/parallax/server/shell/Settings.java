package dev.parallax.server.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the environment says before anything is started.
///
/// @param port the TCP port to listen on; 0 asks for any free one
/// @param dataFolder the folder that holds everything this installation keeps
/// @param database an outside PostgreSQL; empty starts the embedded one in the data folder
/// @param training whether the program asks for its own pages and ends, to fill a start-up cache
record Settings(int port, Path dataFolder, Optional<DatabaseAddress> database, boolean training) {
  static final String HOST = "127.0.0.1";
  private static final int DEFAULT_PORT = 8080;

  static Settings from(Map<String, String> environment) {
    refuseOtherHosts(environment.get("QUARKUS_HTTP_HOST"), "QUARKUS_HTTP_HOST");
    refuseOtherHosts(System.getProperty("quarkus.http.host"), "-Dquarkus.http.host");
    String url = environment.getOrDefault("PARALLAX_DATABASE_URL", "").strip();
    return new Settings(
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
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new StartRefused(
          "Port %d on %s is in use.".formatted(port, HOST),
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

  private static void refuseOtherHosts(@Nullable String host, String where) {
    if (host != null && !host.equals(HOST)) {
      throw new StartRefused(
          "%s is '%s'.".formatted(where, host),
          "Nobody can sign in to Parallax yet, so it answers on %s alone: whoever reaches it may do everything."
              .formatted(HOST),
          "Unset it. To reach Parallax from elsewhere, use a tunnel that checks who comes, such as ssh -L.");
    }
  }
}
