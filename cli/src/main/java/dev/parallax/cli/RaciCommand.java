package dev.parallax.cli;

import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.raci.RaciConversion;
import dev.parallax.cli.raci.RaciFiles;
import dev.parallax.cli.raci.RaciReport;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Responsibility matrices as files, without a server: checked, shown as they are understood,
/// written in another form.
@Command(
    name = "raci",
    sortOptions = false,
    description = "Checks, shows and converts responsibility matrices, without a server.")
final class RaciCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its three.
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new RaciCommand())
        .addSubcommand(new Lint(terminal))
        .addSubcommand(new Show(terminal))
        .addSubcommand(new Convert(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What to do with matrices was not said.");
  }

  /// The files that each of them takes.
  static final class OfFiles {
    @Parameters(
        arity = "1..*",
        paramLabel = "FILE",
        description =
            "Files in Markdown (.md), CSV (.csv), or YAML and JSON as apply takes them; folders, or - for Markdown that is piped in.")
    private List<String> names = List.of();

    RaciFiles read(Terminal terminal) {
      List<SourceFile> files =
          DefinitionFiles.read(names, terminal.in(), RaciFiles.ENDINGS).stream()
              .map(each -> new SourceFile(each.path(), each.bytes()))
              .toList();
      return RaciFiles.read(files);
    }
  }

  private static RaciReport report(RaciFiles files) {
    return new RaciReport(files.entries(), InstantSource.system().instant());
  }

  /// Says why files were refused, and what is remarked on; how many problems there are.
  private static long refusals(RaciFiles files, Terminal terminal) {
    List<Finding> findings = files.problems().stream().map(Finding::of).toList();
    findings.forEach(each -> terminal.err().println(each.text(terminal)));
    return Finding.errors(findings);
  }

  /// Says what the rules find.
  @Command(
      name = "lint",
      sortOptions = false,
      description =
          "Checks matrices by the rules RL-01 to RL-13, RL-20, RL-22 and RL-23. Waivers of adoptions among the files count.")
  static final class Lint implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private OfFiles files = new OfFiles();

    @Option(
        names = "--format",
        paramLabel = "text|json|sarif",
        defaultValue = "text",
        description = "How findings are printed; ${DEFAULT-VALUE} if not given.")
    private LintCommand.Format format = LintCommand.Format.text;

    Lint(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      RaciFiles read = files.read(terminal);
      long refused = refusals(read, terminal);
      RaciReport report = report(read);
      switch (format) {
        case text -> report.text(terminal).forEach(terminal.out()::println);
        case json -> terminal.out().println(Json.write(report.json()));
        case sarif -> terminal.out().print(report.sarif(VersionCommand.version()));
      }
      return refused + report.count(Severity.ERROR) == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  /// Shows matrices as they are understood.
  @Command(
      name = "show",
      sortOptions = false,
      description =
          "Shows matrices as they are understood: alphabet, totals, which personas each header stands for, and the cells.")
  static final class Show implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private OfFiles files = new OfFiles();

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        description = "How they are printed; ${DEFAULT-VALUE} if not given. JSON has the findings.")
    private ShowFormat format = ShowFormat.text;

    /// The words of the option.
    @SuppressWarnings("EnumNaming") // typed by people, in lower case
    enum ShowFormat {
      text,
      json
    }

    Show(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      RaciFiles read = files.read(terminal);
      long refused = refusals(read, terminal);
      RaciReport report = report(read);
      switch (format) {
        case text -> report.shown(terminal).forEach(terminal.out()::println);
        case json -> terminal.out().println(Json.write(report.json()));
      }
      return refused == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  /// Writes matrices in another form.
  @Command(
      name = "convert",
      sortOptions = false,
      description =
          "Writes matrices as Markdown, CSV or YAML that apply takes, in the same letters or in those of another alphabet.")
  static final class Convert implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private OfFiles files = new OfFiles();

    @Option(
        names = "--to",
        paramLabel = "markdown|csv|yaml",
        defaultValue = "yaml",
        description = "The form; ${DEFAULT-VALUE} if not given.")
    private Form to = Form.yaml;

    @Option(
        names = "--alphabet",
        paramLabel = "NAME",
        description =
            "RACI, RASCI, RACI-VS, DACI or RAPID; the matrix's own if not given. Cells that do not say the same in it are named.")
    private @Nullable String alphabet;

    @Option(
        names = "--out",
        paramLabel = "FILE|-",
        defaultValue = "-",
        description = "Where to write; - is the terminal, as if not given.")
    private String out = "-";

    /// The words of the option.
    @SuppressWarnings("EnumNaming") // typed by people, in lower case
    enum Form {
      markdown,
      csv,
      yaml
    }

    Convert(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      RaciFiles read = files.read(terminal);
      long refused = refusals(read, terminal);
      RaciConversion before =
          new RaciConversion(read.entries().stream().map(RaciFiles.Entry::matrix).toList());
      RaciConversion written = alphabet == null ? before : before.to(wanted(alphabet));
      written.differences(before).forEach(each -> terminal.err().println(Terminal.plain(each)));
      write(
          switch (to) {
            case markdown -> written.markdown();
            case csv -> written.csv();
            case yaml -> written.yaml();
          });
      return refused == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private static Alphabet wanted(String name) {
      return Alphabet.called(name)
          .orElseThrow(
              () ->
                  CommandFailed.usage(
                      "--alphabet %s: not known.".formatted(name),
                      "Expected one of %s."
                          .formatted(
                              String.join(
                                  ", ",
                                  Stream.of(Alphabet.values()).map(Alphabet::title).toList())),
                      "Choose one of them, or leave it out."));
    }

    private void write(String text) {
      if (out.equals("-")) {
        terminal.out().print(text);
        return;
      }
      try {
        Files.writeString(Path.of(out), text, StandardCharsets.UTF_8);
      } catch (IOException broken) {
        throw CommandFailed.problem(
            "%s: cannot be written (%s).".formatted(out, broken.getClass().getSimpleName()),
            "Expected a file in a folder that exists.",
            "Choose another with --out, or make room and rights there.");
      }
    }
  }
}
