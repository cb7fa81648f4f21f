package dev.parallax.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the real histories that lie beside the source tree and are not part of it.
final class SharedData {
  private SharedData() {}

  /// The path below the folder of shared data; the test is left out, and says why, where there is
  /// none.
  static Path path(String relative) {
    String configured = System.getenv("PARALLAX_SHARED_DATA");
    if (configured != null) {
      return checked(Path.of(configured).resolve(relative));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data").resolve(relative);
      if (Files.exists(found)) {
        return found;
      }
    }
    return checked(Path.of("shared/data").resolve(relative));
  }

  private static Path checked(Path path) {
    assumeTrue(
        Files.exists(path),
        () -> path + ": the shared real data is not here; set PARALLAX_SHARED_DATA to try it");
    return path;
  }
}
