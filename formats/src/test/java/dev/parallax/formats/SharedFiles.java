package dev.parallax.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Files from the field that are kept beside the working copy, where there are any.
///
/// Looked for in `PARALLAX_SHARED_DATA`, else in `shared/data` of each folder upwards.
public final class SharedFiles {
  private SharedFiles() {}

  /// All files below a folder, in order; the test is skipped, with the reason, where it is absent.
  public static List<SourceFile> below(String folder) {
    Optional<Path> root = root().map(found -> found.resolve(folder)).filter(Files::isDirectory);
    Assumptions.assumeTrue(
        root.isPresent(),
        () -> "no folder shared/data/%s above the working folder: not tested".formatted(folder));
    Path top = root.orElseThrow();
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(Files::isRegularFile).sorted().map(file -> read(top, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceFile read(Path top, Path file) {
    try {
      return new SourceFile(top.relativize(file).toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> root() {
    String told = System.getenv("PARALLAX_SHARED_DATA");
    if (told != null) {
      return Optional.of(Path.of(told));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(folder -> folder.resolve("shared/data"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
