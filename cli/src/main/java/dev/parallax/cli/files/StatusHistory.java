package dev.parallax.cli.files;

import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A file of a monitor's states, and the names that follow from the file's name.
///
/// @param monitor the file's name without its ending, as [#fit] writes it
/// @param title the same for people: `dandi__upptime__docs` is *dandi / upptime / docs*
public record StatusHistory(Path file, String monitor, String title) {
  /// Longest name of the catalogue.
  public static final int LONGEST_NAME = 63;

  private static final List<String> ENDING = List.of(".csv");
  private static final int HASH_DIGITS = 6;

  public static StatusHistory of(Path file) {
    String name = file.getFileName().toString().replaceFirst("(?i)\\.csv$", "");
    return new StatusHistory(
        file, fit(name, LONGEST_NAME), Terminal.plain(name.replace("__", " / ")));
  }

  /// The histories that `names` name: files as they are, folders with every .csv below them.
  public static List<StatusHistory> find(List<String> names) {
    List<StatusHistory> histories = new ArrayList<>();
    for (String name : names) {
      Path path = DefinitionFiles.path(name);
      List<Path> files =
          Files.isDirectory(path) ? DefinitionFiles.below(path, ENDING) : List.of(path);
      files.stream().map(StatusHistory::of).forEach(histories::add);
    }
    if (histories.isEmpty()) {
      throw CommandFailed.usage(
          "%s: no histories.".formatted(String.join(", ", names)),
          "Expected files that end in .csv; hidden folders and files are skipped.",
          "Name another folder, or the files themselves.");
    }
    refuseSameNames(histories);
    return histories;
  }

  private static void refuseSameNames(List<StatusHistory> histories) {
    Map<String, StatusHistory> byMonitor = new TreeMap<>();
    for (StatusHistory history : histories) {
      StatusHistory other = byMonitor.put(history.monitor(), history);
      if (other != null) {
        throw CommandFailed.usage(
            "%s and %s: both are monitor '%s'."
                .formatted(other.file(), history.file(), history.monitor()),
            "Each history is a monitor of its own, named after its file.",
            "Rename one of the files, or leave one out.");
      }
    }
  }

  /// Whether the first line names the columns of a history, so that other tables beside it are not
  /// taken for one.
  public boolean hasColumns() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String first = reader.readLine();
      List<String> columns =
          Arrays.stream((first == null ? "" : first).replace("\ufeff", "").split(","))
              .map(column -> column.strip().replace("\"", "").toLowerCase(Locale.ROOT))
              .toList();
      return columns.stream().anyMatch(List.of("timestamp", "time")::contains)
          && columns.stream().anyMatch(List.of("status", "state")::contains);
    }
  }

  /// A text as a name of the catalogue: lower case, anything but a–z and 0–9 as one hyphen. Where
  /// it is too long, its end gives way to a fingerprint of the whole, so that names stay different.
  public static String fit(String text, int longest) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (name.isEmpty()) {
      return "history-" + fingerprint(text);
    }
    if (name.length() <= longest) {
      return name;
    }
    String kept = name.substring(0, longest - HASH_DIGITS - 1).replaceAll("-$", "");
    return kept + "-" + fingerprint(text);
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
