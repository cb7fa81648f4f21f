package dev.parallax.cli.files;

import dev.parallax.cli.text.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Gathers the files that a command was given: files as they are, folders with all that lies below
/// them, `-` for what is piped in.
public final class DefinitionFiles {
  /// Largest file; the readers refuse larger ones.
  public static final int FILE_BYTES = 4 << 20;

  /// Largest sum of files: together they travel as one request, of which a server takes 64 MB.
  public static final int ALL_BYTES = 24 << 20;

  /// How messages name what was piped in.
  public static final String STANDARD_INPUT = "stdin";

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final InputStream standardInput;
  private final List<String> endings;
  private final Map<String, byte[]> read = new LinkedHashMap<>();
  private long bytes;

  private DefinitionFiles(InputStream standardInput, List<String> endings) {
    this.standardInput = standardInput;
    this.endings = endings;
  }

  /// One file: its name for messages and its content.
  @SuppressWarnings("ArrayRecordComponent") // never compared: read once and let go
  public record Source(String path, byte[] bytes) {}

  /// Reads what `names` name, each file once, in the order given and sorted within a folder.
  public static List<Source> read(List<String> names, InputStream standardInput) {
    return read(names, standardInput, ENDINGS);
  }

  /// The same, where other endings count within a folder.
  public static List<Source> read(
      List<String> names, InputStream standardInput, List<String> endings) {
    DefinitionFiles files = new DefinitionFiles(standardInput, endings);
    names.forEach(files::add);
    List<Source> sources = new ArrayList<>();
    files.read.forEach((path, content) -> sources.add(new Source(path, content)));
    if (sources.isEmpty()) {
      throw CommandFailed.usage(
          "%s: no definitions.".formatted(String.join(", ", names)),
          "Expected files that end in %s or %s; hidden folders and files are skipped."
              .formatted(
                  String.join(", ", endings.subList(0, endings.size() - 1)), endings.getLast()),
          "Name another folder, or the files themselves.");
    }
    return sources;
  }

  /// The files below a folder whose names end in one of `endings`, sorted; hidden ones are skipped.
  public static List<Path> below(Path folder, List<String> endings) {
    List<Path> found = new ArrayList<>();
    try {
      // The folder itself may be a link; links to other folders are not followed, so that none is
      // walked twice or for ever.
      Path real = folder.toRealPath();
      Files.walkFileTree(real, new Visible(real, endings, found));
      return found.stream().map(path -> folder.resolve(real.relativize(path))).sorted().toList();
    } catch (IOException | UncheckedIOException broken) {
      throw unreadable(folder.toString(), broken);
    }
  }

  private void add(String name) {
    if (name.equals("-")) {
      take(STANDARD_INPUT, () -> standardInput.readNBytes(FILE_BYTES + 1));
      return;
    }
    Path path = path(name);
    if (Files.isDirectory(path)) {
      below(path, endings).forEach(this::take);
    } else {
      take(path);
    }
  }

  /// The path of something that exists.
  public static Path path(String name) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw CommandFailed.usage(
          "%s: no such file or folder.".formatted(name),
          "Expected one that exists, or - for what is piped in.",
          "Correct the name; it is looked up from the folder in which you are.");
    }
    return path;
  }

  private void take(Path path) {
    take(
        path.toString(),
        () -> {
          try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(FILE_BYTES + 1);
          }
        });
  }

  private interface Reading {
    byte[] bytes() throws IOException;
  }

  private void take(String name, Reading reading) {
    if (read.containsKey(name)) {
      return;
    }
    byte[] content;
    try {
      content = reading.bytes();
    } catch (IOException broken) {
      throw unreadable(name, broken);
    }
    if (content.length > FILE_BYTES) {
      throw CommandFailed.problem(
          "%s: larger than %d MiB.".formatted(name, FILE_BYTES >> 20),
          "A file of definitions holds at most that much, so that reading it stays quick.",
          "Split it, or leave it out if it holds something else.");
    }
    bytes += content.length;
    if (bytes > ALL_BYTES) {
      throw CommandFailed.problem(
          "The files up to %s: more than %d MiB in all.".formatted(name, ALL_BYTES >> 20),
          "They are registered together, in one request.",
          "Give fewer files at a time: what others refer to first.");
    }
    read.put(name, content);
  }

  private static CommandFailed unreadable(String name, Exception broken) {
    return CommandFailed.problem(
        "%s: cannot be read (%s).".formatted(name, broken.getClass().getSimpleName()),
        "Every file that is named, or lies in a folder that is named, is read.",
        "Make it readable, or leave it out.");
  }

  /// Collects what is not hidden.
  private static final class Visible extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> endings;
    private final List<Path> found;

    Visible(Path root, List<String> endings, List<Path> found) {
      this.root = root;
      this.endings = endings;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (!name.startsWith(".")
          && endings.stream().anyMatch(name::endsWith)
          && Files.isRegularFile(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
