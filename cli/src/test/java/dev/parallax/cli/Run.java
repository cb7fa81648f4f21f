package dev.parallax.cli;

import dev.parallax.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// One command as it ran: its exit code and what it printed.
record Run(int code, String out, String err) {
  /// What a command is given beside its words.
  record Setting(String piped, Map<String, String> environment, boolean colours) {
    Run run(String... words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(
              new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              environment,
              colours);
      int code = Cli.run(terminal, words);
      return new Run(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /// Runs a command that asks no server.
  static Run alone(String... words) {
    return new Setting("", Map.of(), false).run(words);
  }

  /// Runs a command with a server.
  static Run with(FakeServer server, String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--server";
    all[words.length + 1] = server.url();
    return alone(all);
  }

  /// The text of a fixture beside the tests.
  static String fixture(String name) throws IOException {
    try (InputStream in = Run.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no fixture '%s' beside the tests".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
