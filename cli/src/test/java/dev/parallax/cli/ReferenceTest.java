package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.text.Terminal;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.lint.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");

  @Test
  void thePageNamesEveryCommandAndEveryOptionOfIt() throws IOException {
    String page = Files.readString(PAGE);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), false);

    List<String> missing = new ArrayList<>();
    collectMissing(Cli.commandLine(terminal), page, missing);

    assertThat(missing).isEmpty();
  }

  @Test
  void thePageOfMatricesSaysEveryRuleAndEveryLetter() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "matrices.md"));

    for (Rules.Rule rule : Rules.all()) {
      assertThat(page).contains("| %s | %s |".formatted(rule.id(), rule.says()));
    }
    for (Capability capability : Capability.values()) {
      assertThat(page).contains(row(capability));
    }
  }

  /// What stands for a capability in each alphabet: the letter that grants it first.
  private static String row(Capability capability) {
    String name = capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Stream.of(Alphabet.values())
        .map(
            alphabet ->
                capability == Capability.OMIT
                    ? " empty |"
                    : alphabet.letters().stream()
                        .filter(letter -> letter.grants().contains(capability))
                        .findFirst()
                        .map(letter -> " " + letter.sign() + " |")
                        .orElse(" |"))
        .collect(Collectors.joining("", "| " + name + " |", "\n"));
  }

  private static void collectMissing(CommandLine command, String page, List<String> missing) {
    String name = command.getCommandSpec().qualifiedName().replaceFirst("^parallax ?", "");
    String section = name.isEmpty() ? page : section(name, page);
    if (command.getSubcommands().isEmpty() && !page.contains("`" + name)) {
      missing.add(name);
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      boolean everywhere = option.longestName().equals("--help");
      if (!(everywhere ? page : section).contains(option.longestName())) {
        missing.add(name + " " + option.longestName());
      }
    }
    command.getSubcommands().values().forEach(each -> collectMissing(each, page, missing));
  }

  /// From the command's heading to the next, with what is said for every command.
  private static String section(String name, String page) {
    int start = page.indexOf("\n## " + name + "\n");
    int end = page.indexOf("\n## ", start + 1);
    int common = page.indexOf("\n## For every command\n");
    String all = page.substring(common, page.indexOf("\n## ", common + 1));
    return start < 0 ? all : all + page.substring(start, end < 0 ? page.length() : end);
  }
}
