package dev.parallax.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.files.StatusHistory;
import dev.parallax.cli.files.StatusSlos;
import dev.parallax.cli.server.Registration;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings in histories of states: registers a service and its SLOs for each, then sends the rows.
@Command(
    name = "status-histories",
    sortOptions = false,
    description =
        "Brings in histories of states (CSV with timestamp and status). Each file becomes a monitor and a service, named after the file, with one SLO for each window; then its rows are sent. Doing it again adds only what is new.")
final class StatusHistoriesCommand implements Callable<Integer> {
  private static final Pattern STATES = Pattern.compile("[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*");
  private static final Pattern PREFIX = Pattern.compile("([a-z0-9][a-z0-9-]{0,19})?");

  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "CSV files, or folders with all .csv files below them.")
  private List<String> names = List.of();

  @Option(
      names = "--target",
      paramLabel = "PERCENT",
      defaultValue = "99.9",
      description = "Share of good minutes that is promised; ${DEFAULT-VALUE} if not given.")
  private BigDecimal target = BigDecimal.ZERO;

  @Option(
      names = "--window",
      paramLabel = "WINDOW",
      split = ",",
      defaultValue = "30d-rolling,calendar-month",
      description =
          "One SLO for each: Nd-rolling, Nw-rolling, Nh-rolling, calendar-day, -week, -month, -quarter or -year; ${DEFAULT-VALUE} if not given.")
  private List<String> windows = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Time zone of calendar windows; ${DEFAULT-VALUE} if not given.")
  private String zone = "";

  @Option(
      names = "--good",
      paramLabel = "STATES",
      defaultValue = "up,degraded",
      description = "The states that are good; ${DEFAULT-VALUE} if not given.")
  private String good = "";

  @Option(
      names = "--service-prefix",
      paramLabel = "PREFIX",
      defaultValue = "",
      description = "What the names of the services begin with, at most 20 of a-z, 0-9 and -.")
  private String prefix = "";

  @Mixin private Options.ToServer server = new Options.ToServer();

  /// The word that stands before what is brought in.
  @Command(name = "import", description = "Brings in what was measured elsewhere.")
  static final class Group implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "What to import was not said.");
    }
  }

  StatusHistoriesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StatusSlos slos = slos();
    List<StatusHistory> histories = new ArrayList<>();
    int refused = 0;
    for (StatusHistory history : StatusHistory.find(names)) {
      String flaw = flaw(history);
      if (flaw.isEmpty()) {
        histories.add(history);
      } else {
        terminal.err().println(Terminal.plain(history.file() + ": " + flaw));
        refused++;
      }
    }
    Server connected = server.connect(terminal);
    if (histories.isEmpty() || !register(connected, slos, histories)) {
      return ExitCode.PROBLEMS;
    }
    return send(connected, histories, refused);
  }

  private StatusSlos slos() {
    if (target.signum() < 0 || target.compareTo(BigDecimal.valueOf(100)) >= 0) {
      throw CommandFailed.usage(
          "--target %s: not a share that can be promised.".formatted(target.toPlainString()),
          "Expected 0 ≤ target < 100, because 100 % leaves no error budget.",
          "Write e.g. 99.9.");
    }
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw CommandFailed.usage(
          "--zone %s: not a zone of the IANA database.".formatted(zone),
          "Calendar windows begin at midnight of a place.",
          "Write e.g. UTC or Europe/Berlin.");
    }
    refuseUnless(STATES, good, "--good", "states separated by commas", "up,degraded");
    refuseUnless(PREFIX, prefix, "--service-prefix", "at most 20 of a-z, 0-9 and -", "web-");
    return new StatusSlos(target, windows(), ZoneId.of(zone), good, prefix);
  }

  private static void refuseUnless(
      Pattern shape, String text, String option, String expected, String example) {
    if (!shape.matcher(text).matches()) {
      throw CommandFailed.usage(
          "%s '%s': cannot be used.".formatted(option, text),
          "Expected %s.".formatted(expected),
          "Write e.g. %s.".formatted(example));
    }
  }

  private List<StatusSlos.Window> windows() {
    return windows.stream()
        .distinct()
        .map(
            text ->
                StatusSlos.Window.parse(text)
                    .orElseThrow(
                        () ->
                            CommandFailed.usage(
                                "--window %s: not a window.".formatted(text),
                                "Expected a length that rolls or a period of the calendar.",
                                "Write e.g. 30d-rolling or calendar-month.")))
        .toList();
  }

  /// Why a file is not a history; empty where it looks like one.
  private static String flaw(StatusHistory history) {
    try {
      return history.hasColumns()
          ? ""
          : "its first line does not name the columns of a history. Expected timestamp and status among them. Nothing of it was registered; leave it out if it is another table.";
    } catch (IOException broken) {
      return "cannot be read (%s). Expected text in UTF-8. Make it readable, or leave it out."
          .formatted(broken.getClass().getSimpleName());
    }
  }

  private boolean register(Server connected, StatusSlos slos, List<StatusHistory> histories) {
    List<DefinitionFiles.Source> files = histories.stream().map(slos::definitions).toList();
    Registration registration = Registration.send(connected, files, false, false);
    if (registration.isRefused()) {
      registration.problems().forEach(problem -> terminal.err().println(problem.text(terminal)));
      terminal
          .err()
          .println(
              "Nothing was registered or sent. The files named above are made from the names of the histories and the options.");
      return false;
    }
    printRemarks(registration.remarks());
    terminal
        .out()
        .println(
            "%d services with %d SLOs each: %s; revision %d."
                .formatted(
                    histories.size(),
                    slos.windows().size(),
                    registration.countsText(),
                    registration.revision()));
    return true;
  }

  /// The same remark about many files is made once.
  private void printRemarks(List<Finding> remarks) {
    Map<String, List<Finding>> bySentence = new LinkedHashMap<>();
    remarks.forEach(
        remark ->
            bySentence
                .computeIfAbsent(remark.expected() + remark.remedy(), _ -> new ArrayList<>())
                .add(remark));
    for (List<Finding> same : bySentence.values()) {
      terminal.err().println(same.getFirst().text(terminal));
      if (same.size() > 1) {
        terminal.err().println("  The same of %d more.".formatted(same.size() - 1));
      }
    }
  }

  /// What came of one file.
  private record Outcome(long rows, long minutes) {}

  private int send(Server connected, List<StatusHistory> histories, int refused) {
    int width = histories.stream().mapToInt(h -> h.monitor().length()).max().orElse(0);
    long minutes = 0;
    int failures = refused;
    for (int i = 0; i < histories.size(); i++) {
      StatusHistory history = histories.get(i);
      String pattern = "%d/%d %-" + width + "s … ";
      terminal.out().print(pattern.formatted(i + 1, histories.size(), history.monitor()));
      terminal.flush();
      try {
        Outcome outcome = send(connected, history);
        minutes += outcome.minutes();
        terminal
            .out()
            .println("%,d rows, %,d new minutes".formatted(outcome.rows(), outcome.minutes()));
      } catch (CommandFailed failure) {
        terminal.out().println("failed: " + Terminal.plain(failure.text()));
        if (failure.exitCode() == ExitCode.UNREACHABLE) {
          terminal.flush();
          throw failure;
        }
        failures++;
      }
    }
    int brought = histories.size() + refused - failures;
    terminal
        .out()
        .println(
            "%d histories brought in, %d failed, %,d new minutes."
                .formatted(brought, failures, minutes));
    return failures == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static Outcome send(Server connected, StatusHistory history) {
    HttpRequest.BodyPublisher body;
    try {
      body = HttpRequest.BodyPublishers.ofFile(history.file());
    } catch (FileNotFoundException _) {
      throw CommandFailed.problem(
          "%s: no longer there.".formatted(history.file()),
          "It was there when this command began.",
          "Bring it back and run the command again.");
    }
    Server.Answer answer =
        connected.post(
            "/api/v1/status-histories/" + Server.segment(history.monitor()),
            new Server.Content("text/csv", body));
    if (!answer.succeeded()) {
      throw connected.refusal(answer);
    }
    JsonNode tree = connected.json(answer);
    long added =
        Json.items(tree, "slis")
            .mapToLong(sli -> sli.path("minutesAdded").asLong())
            .max()
            .orElse(0);
    return new Outcome(tree.path("rows").asLong(), added);
  }
}
