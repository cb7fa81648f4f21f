package dev.parallax.cli.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The token that a command comes in with: PARALLAX_TOKEN, else the one that a server of this
/// machine has left in its data folder for whoever may read that.
public final class Credentials {
  private static final String FILE = "this-machine";

  private Credentials() {}

  /// The token for a server; empty where none is found.
  public static String of(URI server, Map<String, String> environment) {
    String given = environment.getOrDefault("PARALLAX_TOKEN", "").strip();
    return given.isEmpty()
        ? folders(environment)
            .flatMap(folder -> left(folder, server).stream())
            .findFirst()
            .orElse("")
        : given;
  }

  /// Where a data folder may be: where it was said, else where the launcher puts it.
  private static Stream<Path> folders(Map<String, String> environment) {
    String data = environment.getOrDefault("PARALLAX_DATA", "").strip();
    String home = environment.getOrDefault("PARALLAX_HOME", "").strip();
    return !data.isEmpty()
        ? Stream.of(Path.of(data))
        : home.isEmpty()
            ? Stream.of()
            : Stream.of(Path.of(home, ".data"), Path.of(home, ".data", "demo"));
  }

  /// What a server left there, if it is this one: a token goes to nobody else.
  private static Optional<String> left(Path folder, URI server) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(FILE));
      boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(server.getHost());
      return lines.size() == 2 && here && URI.create(lines.getFirst()).getPort() == server.getPort()
          ? Optional.of(lines.getLast())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
