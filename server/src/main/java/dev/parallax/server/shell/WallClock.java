package dev.parallax.server.shell;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import org.jboss.logging.Logger;

/// The one place where the time is asked. Slices take an [InstantSource], books take an instant.
final class WallClock {
  private static final Logger LOG = Logger.getLogger(WallClock.class);

  @Produces
  @Singleton
  InstantSource now(Configuration configuration) {
    return configuration.test().clock().map(WallClock::ahead).orElse(InstantSource.system());
  }

  /// The machine's clock, ahead by what a file says; read anew each time, so that a test can move
  /// it while the program runs.
  private static InstantSource ahead(Path file) {
    LOG.warnf(
        "The clock is ahead by what %s says (PARALLAX_TEST_CLOCK). This is for tests alone.", file);
    InstantSource machine = InstantSource.system();
    return () -> machine.instant().plus(read(file));
  }

  private static Duration read(Path file) {
    try {
      return Duration.parse(Files.readString(file).strip());
    } catch (DateTimeParseException e) {
      throw new IllegalStateException(
          "%s: expected a duration such as PT48H, by which the clock is ahead. Write one into it."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
