package dev.parallax.cli;

import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.server.Credentials;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.Terminal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options that several commands share.
final class Options {
  static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

  private Options() {}

  /// Which server a command talks to.
  static final class ToServer {
    @Option(
        names = "--server",
        paramLabel = "URL",
        description =
            "The server; PARALLAX_URL if not given, " + DEFAULT_SERVER + " if neither is.")
    private @Nullable String url;

    /// The server that was chosen. Nothing is sent yet.
    Server connect(Terminal terminal) {
      String fromEnvironment = terminal.environment().getOrDefault("PARALLAX_URL", "");
      String text =
          url != null ? url : fromEnvironment.isBlank() ? DEFAULT_SERVER : fromEnvironment;
      try {
        URI uri = new URI(text.strip().replaceAll("/+$", ""));
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
          return new Server(uri, Credentials.of(uri, terminal.environment()));
        }
      } catch (URISyntaxException _) {
        // Told below, like any other text that is no address.
      }
      throw CommandFailed.usage(
          "Server '%s': not an address.".formatted(text),
          "Expected http:// or https:// with a host, such as " + DEFAULT_SERVER + ".",
          "Correct --server or PARALLAX_URL.");
    }
  }

  /// Which definitions a command reads, and how strictly.
  static final class OfFiles {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "DIR|FILE",
        arity = "1..*",
        required = true,
        description =
            "Files, folders (.yaml, .yml and .json below them; hidden ones are skipped) or - for what is piped in. A file is at most 4 MiB, all together 24 MiB.")
    private List<String> names = List.of();

    @Option(
        names = "--strict",
        description =
            "Takes what OpenSLO's own validator refuses as errors; otherwise as warnings.")
    private boolean strict;

    List<DefinitionFiles.Source> read(Terminal terminal) {
      return DefinitionFiles.read(names, terminal.in());
    }

    boolean strict() {
      return strict;
    }
  }

  /// Which statement an answer is about, and how it is printed.
  static final class OfAnswer {
    @Option(
        names = "--statement",
        paramLabel = "ID",
        description = "The statement to read, such as S-WJ5T6-3; the latest if not given.")
    private @Nullable String statement;

    @Option(names = "--json", description = "Prints the answer as it came.")
    private boolean json;

    @Mixin private ToServer server = new ToServer();

    /// The id that was asked for; empty where it is the latest.
    String statement() {
      return statement == null ? "" : statement;
    }

    boolean json() {
      return json;
    }

    Server connect(Terminal terminal) {
      return server.connect(terminal);
    }
  }
}
