package dev.parallax.server.sample;

import dev.parallax.formats.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The definitions of the sample organisation: files such as anyone could have written.
final class SampleFiles {
  private static final List<String> NAMES =
      List.of(
          "services.yaml",
          "people.yaml",
          "responsibilities.yaml",
          "on-call.yaml",
          "slos-shop.yaml",
          "slos-purchase.yaml",
          "slos-fulfilment.yaml",
          "decisions.yaml");

  private SampleFiles() {}

  static List<SourceFile> all() {
    return NAMES.stream().map(SampleFiles::file).toList();
  }

  private static SourceFile file(String name) {
    String path = "sample/" + name;
    try (InputStream in = SampleFiles.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource '%s' is missing: expected beside the program's classes. Build it again."
                .formatted(path));
      }
      return new SourceFile(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
