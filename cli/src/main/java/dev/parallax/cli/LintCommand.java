package dev.parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.files.Sarif;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Personas;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Checks definitions as `apply` does, without a server.
@Command(
    name = "lint",
    sortOptions = false,
    description =
        "Checks definitions as apply does, without a server: names must be among the files, or built in.")
final class LintCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Options.OfFiles files = new Options.OfFiles();

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif",
      defaultValue = "text",
      description =
          "How problems are printed; ${DEFAULT-VALUE} if not given. SARIF 2.1.0 is what code hosts show beside the lines.")
  private Format format = Format.text;

  /// How problems are printed; the words of the option.
  @SuppressWarnings("EnumNaming") // typed by people, in lower case
  enum Format {
    text,
    json,
    sarif
  }

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<DefinitionFiles.Source> sources = files.read(terminal);
    List<Finding> findings = check(sources, files.strict() ? Profile.STRICT : Profile.LENIENT);
    switch (format) {
      case text -> printText(sources.size(), findings);
      case json -> terminal.out().println(Json.write(json(sources.size(), findings)));
      case sarif ->
          terminal.out().println(Json.write(Sarif.of(findings, VersionCommand.version())));
    }
    return Finding.errors(findings) == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static List<Finding> check(List<DefinitionFiles.Source> sources, Profile profile) {
    List<SourceFile> read =
        sources.stream().map(source -> new SourceFile(source.path(), source.bytes())).toList();
    Checked<Definitions> checked =
        Definitions.read(read, profile, KnownNames.personasOnly(builtInPersonas()));
    List<Problem> problems =
        switch (checked) {
          case Checked.Ok<Definitions>(_, List<Problem> remarks) -> remarks;
          case Checked.Rejected<Definitions>(List<Problem> all) -> all;
        };
    return problems.stream().map(Finding::of).toList();
  }

  private static Set<String> builtInPersonas() {
    Set<String> names = new TreeSet<>();
    for (Persona persona : Personas.builtIn().all()) {
      names.add(persona.id().value());
      persona.aliases().forEach(alias -> names.add(alias.toLowerCase(Locale.ROOT)));
    }
    return names;
  }

  private void printText(int fileCount, List<Finding> findings) {
    findings.forEach(finding -> terminal.out().println(finding.text(terminal)));
    long errors = Finding.errors(findings);
    terminal
        .out()
        .println(
            "%s: %s, %s."
                .formatted(
                    count(fileCount, "file"),
                    count(errors, "problem"),
                    count(findings.size() - errors, "warning")));
  }

  private static String count(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  private static ObjectNode json(int fileCount, List<Finding> findings) {
    ObjectNode root = Json.object().put("files", fileCount).put("errors", Finding.errors(findings));
    root.putArray("problems").addAll(findings.stream().map(Finding::json).toList());
    return root;
  }
}
