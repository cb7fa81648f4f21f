package dev.parallax.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged command line program, asking a running Parallax; and the figures that it prints.
final class CommandLine {
  private static final List<String> COLUMNS =
      List.of("", "", "", "target", "state", "left", "left-time", "coverage", "forecast");
  private static final Pattern GOOD = Pattern.compile("(.*): (.*) of (.*), (.*) bad; unit: .*");
  private static final Pattern BUDGET = Pattern.compile("(.*), (.*) consumed, (.*) remaining");
  private static final Pattern LEFT = Pattern.compile("(.*), (.*) as time of (.*)");

  private final RunningParallax parallax;
  private final String token;

  CommandLine(RunningParallax parallax) {
    this(parallax, "");
  }

  /// @param token with which it comes in; that of this machine if empty
  CommandLine(RunningParallax parallax, String token) {
    this.parallax = parallax;
    this.token = token;
  }

  /// Runs a command and gives what it printed.
  ///
  /// @throws IllegalStateException if it failed
  String run(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                RunningParallax.built("cli/target/parallax-cli.jar").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--server", "http://127.0.0.1:" + parallax.port()));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PARALLAX_DATA", parallax.data().toString());
      builder.environment().put("PARALLAX_TOKEN", token);
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  /// Takes the figures of the table of a statement.
  ///
  /// @param statement the same as JSON: it says which objective is called how
  static void addStatement(Seen seen, String printed, JsonNode statement) {
    for (String line : printed.lines().skip(1).takeWhile(line -> !line.isBlank()).toList()) {
      String[] cells = line.strip().split(" {2,}");
      for (JsonNode slo : statement.get("slos")) {
        for (JsonNode objective : slo.get("objectives")) {
          if (slo.get("id").asText().equals(cells[1])
              && objective.get("displayName").asText().equals(cells[2])) {
            for (int i = 3; i < cells.length; i++) {
              String key =
                  "%s/%s/%s".formatted(cells[1], objective.get("name").asText(), COLUMNS.get(i));
              seen.add("parallax statement", key, cells[i]);
            }
          }
        }
      }
    }
  }

  /// Takes the figures of an SLO as `parallax slo` prints it: its objectives in their order.
  static void addSlo(Seen seen, String printed, JsonNode slo) {
    String[] sections = printed.split("\\R\\R");
    for (int i = 0; i < slo.get("objectives").size(); i++) {
      String name = slo.get("objectives").get(i).get("name").asText();
      addObjective(seen, sections[i + 1], slo.get("id").asText() + "/" + name + "/");
    }
  }

  private static void addObjective(Seen seen, String section, String key) {
    List<String> lines = section.lines().toList();
    add(seen, key, Pattern.compile(".* \\((.*)\\): (.*)"), lines.getFirst(), "target", "state");
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("  It ")) {
        seen.add("parallax slo", key + "sentence", line.substring(5));
      }
      String[] named = line.strip().split(" +", 2);
      switch (named[0]) {
        case "good" -> add(seen, key, GOOD, named[1], "kept", "good", "total", "bad");
        case "budget" -> add(seen, key, BUDGET, named[1], "budget", "consumed", "remaining");
        case "left" -> add(seen, key, LEFT, named[1], "left", "left-time", "budget-time");
        case "coverage", "forecast" -> seen.add("parallax slo", key + named[0], named[1]);
        case "page", "ticket" -> addBurn(seen, key, line.strip().split(" {2,}"));
        default -> {}
      }
    }
  }

  private static void addBurn(Seen seen, String key, String[] cells) {
    List<String> names = List.of("long", "short", "threshold", "verdict");
    for (int i = 0; i < names.size(); i++) {
      seen.add("parallax slo", "%sburn/%s/%s".formatted(key, cells[1], names.get(i)), cells[i + 2]);
    }
  }

  private static void add(Seen seen, String key, Pattern shape, String line, String... names) {
    Matcher matcher = shape.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("'%s': expected %s".formatted(line, shape));
    }
    for (int i = 0; i < names.length; i++) {
      seen.add("parallax slo", key + names[i], matcher.group(i + 1));
    }
  }
}
