package dev.parallax.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// Real data that lies beside the tree, not in it. Tests that need it are skipped by name, with the
/// reason, where it is absent.
public final class SharedData {
  private SharedData() {}

  /// A folder of the shared data: below `PARALLAX_SHARED_DATA`, or else below the first
  /// `shared/data` beside the working folder or beside one of its parents.
  ///
  /// @param name path below it, such as `01-availability-upptime/sites`
  /// @throws TestAbortedException where it is absent: the test is skipped
  public static Path folder(String name) {
    Path root = root();
    if (root == null || !Files.isDirectory(root.resolve(name))) {
      throw new TestAbortedException(
          "no folder shared/data/%s beside the tree or below PARALLAX_SHARED_DATA: the test needs the real data. Set that variable to its folder."
              .formatted(name));
    }
    return root.resolve(name);
  }

  /// The files of such a folder, by name.
  public static List<Path> files(String name) {
    try (Stream<Path> files = Files.list(folder(name))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static @Nullable Path root() {
    String named = System.getenv("PARALLAX_SHARED_DATA");
    if (named != null) {
      return Path.of(named);
    }
    @Nullable Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path candidate = at.resolve("shared").resolve("data");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
      at = at.getParent();
    }
    return null;
  }
}
