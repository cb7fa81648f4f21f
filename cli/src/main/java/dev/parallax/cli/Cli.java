package dev.parallax.cli;

import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line program: takes words, asks files or one server, answers with text and an exit
/// code.
@Command(
    name = "parallax",
    description = "One reliability ledger, eleven points of view: definitions, histories, figures.",
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 problems, 2 wrong usage, 3 the server cannot be reached.",
      "It talks to one server alone: --server URL, else PARALLAX_URL, else "
          + Options.DEFAULT_SERVER
          + ". It comes in with PARALLAX_TOKEN, else with the token that a server of this machine left in its data folder."
    })
public final class Cli implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Says what the command does and what it takes.")
  @SuppressWarnings("UnusedVariable") // its presence is what counts
  private boolean helpWanted;

  @Spec private CommandSpec spec = CommandSpec.create();

  Cli() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, args);
    terminal.flush();
    System.exit(code);
  }

  /// Runs one command.
  ///
  /// @return the exit code: 0 done, 1 problems, 2 usage, 3 the server cannot be reached
  static int run(Terminal terminal, String... args) {
    int code = commandLine(terminal).execute(args);
    terminal.flush();
    return code;
  }

  /// The commands with their options.
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line =
        new CommandLine(new Cli())
            .addSubcommand(new ApplyCommand(terminal))
            .addSubcommand(new LintCommand(terminal))
            .addSubcommand(
                new CommandLine(new StatusHistoriesCommand.Group())
                    .addSubcommand(new StatusHistoriesCommand(terminal)))
            .addSubcommand(new ExportCommand(terminal))
            .addSubcommand(RaciCommand.of(terminal))
            .addSubcommand(new StatementCommand(terminal))
            .addSubcommand(new HomeCommand(terminal))
            .addSubcommand(new SloCommand(terminal))
            .addSubcommand(new ReceiptCommand(terminal))
            .addSubcommand(new TokenCommand(terminal))
            .addSubcommand(new BackupCommand(terminal))
            .addSubcommand(
                new CommandLine(new AuditVerifyCommand.Group())
                    .addSubcommand(new AuditHeadCommand(terminal))
                    .addSubcommand(new AuditVerifyCommand(terminal)))
            .addSubcommand(new WhyCommand(terminal))
            .addSubcommand(new VersionCommand(terminal))
            .addSubcommand(new HelpCommand(terminal));
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((refusal, _) -> wrongUsage(terminal, refusal))
        .setExecutionExceptionHandler((failure, _, _) -> failed(terminal, failure));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given.");
  }

  private static int wrongUsage(Terminal terminal, ParameterException refusal) {
    CommandLine command = refusal.getCommandLine();
    String found = Terminal.plain(String.valueOf(refusal.getMessage())).strip();
    terminal.err().println(found.endsWith(".") ? found : found + ".");
    terminal.err().println("Expected: " + expected(command));
    List<String> nearest =
        refusal instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!nearest.isEmpty()) {
      terminal.err().println("Did you mean %s?".formatted(nearest.getFirst()));
    }
    terminal
        .err()
        .println("'%s --help' says more.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static String expected(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ")
        : "one of " + String.join(", ", command.getSubcommands().keySet());
  }

  private static int failed(Terminal terminal, Exception failure) {
    if (failure instanceof CommandFailed refusal) {
      terminal.err().println(Terminal.plain(refusal.text()));
      return refusal.exitCode();
    }
    StackTraceElement[] trace = failure.getStackTrace();
    terminal
        .err()
        .println(
            "%s%s. That is a fault of this program, and nothing that you did wrong. Please report it with the command that you typed."
                .formatted(failure, trace.length == 0 ? "" : " at " + trace[0]));
    return ExitCode.PROBLEMS;
  }
}
