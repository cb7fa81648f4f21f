package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditHead;
import dev.parallax.server.shell.Configuration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The signed heads that were kept, one an hour, in a file of the data folder: outside of the
/// database, so that what is cut off there is seen here. Whoever wants to be sure of the machine as
/// well takes the file elsewhere now and then; it only grows.
@Singleton
final class AuditHeads {
  private static final Duration EVERY = Duration.ofHours(1);

  private final Path file;
  private @Nullable Instant last;

  AuditHeads(Configuration configuration) {
    this.file = configuration.data().resolve("audit-heads.jsonl");
  }

  /// Whether an hour has passed since the last one. A clock that was set back makes one too.
  boolean isDue(Instant now) {
    if (last == null) {
      last = all().stream().map(AuditHead::at).reduce(Instant.MIN, (_, later) -> later);
    }
    return now.isBefore(last) || !now.isBefore(last.plus(EVERY));
  }

  /// Keeps one more. A line that a crash left half written stays a line of its own.
  void keep(AuditHead head) {
    try {
      boolean whole = !Files.exists(file) || Files.size(file) == 0 || text().endsWith("\n");
      Files.writeString(
          file,
          (whole ? "" : "\n") + head.line() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
      last = head.at();
    } catch (IOException e) {
      throw new UncheckedIOException("The kept heads of the audit in " + file, e);
    }
  }

  /// Every head in the file whose signature is right, the oldest first.
  List<AuditHead> all() {
    try {
      return Files.exists(file)
          ? text()
              .lines()
              .flatMap(line -> AuditHead.read(line).stream())
              .filter(AuditHead::isSigned)
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The kept heads of the audit in " + file, e);
    }
  }

  private String text() throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
