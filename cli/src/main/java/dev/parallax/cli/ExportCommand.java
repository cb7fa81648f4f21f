package dev.parallax.cli;

import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes what is registered as YAML that can be applied again.
@Command(
    name = "export",
    sortOptions = false,
    description = "Writes what is registered as YAML, which apply takes again.")
final class ExportCommand implements Callable<Integer> {
  private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---(?=\\s|$)[ \t]*\\R?");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: *[\"']?([A-Za-z]+)");
  private static final Pattern NAME =
      Pattern.compile("(?m)^metadata:\\R(?:^ .*\\R)*?^ +name: *[\"']?([A-Za-z0-9][-._A-Za-z0-9]*)");

  private final Terminal terminal;

  @Option(
      names = "--out",
      paramLabel = "DIR|-",
      defaultValue = "-",
      description =
          "A folder that gets one file for each definition, KIND/NAME.yaml; - is the terminal, as if not given. Files of the same name are overwritten, others stay.")
  private String out = "-";

  @Mixin private Options.ToServer server = new Options.ToServer();

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String yaml = server.connect(terminal).getText("/api/v1/definitions/export");
    if (out.equals("-")) {
      terminal.out().print(yaml.endsWith("\n") || yaml.isEmpty() ? yaml : yaml + "\n");
      return ExitCode.OK;
    }
    Map<String, String> files = files(yaml);
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(Path.of(out).resolve(file.getKey()), file.getValue());
    }
    terminal.out().println("%d definitions written to %s.".formatted(files.size(), out));
    return ExitCode.OK;
  }

  /// A stream of documents as files, by path within the folder.
  static Map<String, String> files(String yaml) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> documents =
        Stream.of(BETWEEN_DOCUMENTS.split(yaml)).filter(text -> !text.isBlank()).toList();
    for (String document : documents) {
      String path = path(document);
      for (int copy = 2; files.containsKey(path); copy++) {
        path = path(document).replaceFirst("(-\\d+)?\\.yaml$", "-" + copy + ".yaml");
      }
      files.put(path, document.endsWith("\n") ? document : document + "\n");
    }
    return files;
  }

  private static String path(String document) {
    Matcher kind = KIND.matcher(document);
    Matcher name = NAME.matcher(document);
    String folder = kind.find() ? kind.group(1).toLowerCase(Locale.ROOT) : "other";
    return folder + "/" + (name.find() ? name.group(1) : "unnamed") + ".yaml";
  }

  private static void write(Path file, String content) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw CommandFailed.problem(
          "%s: cannot be written (%s).".formatted(file, broken.getClass().getSimpleName()),
          "Expected a folder in which files can be made.",
          "Choose another with --out, or make room and rights there.");
    }
  }
}
