package dev.parallax.server.shell;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one place where the time is asked. Slices take an [InstantSource], books take an instant.
///
/// A test of the packaged program sets `PARALLAX_TEST_CLOCK`: a file that says by how much the time
/// is ahead of the machine's, read anew each time.
final class WallClock implements InstantSource {
  private final Provider<Configuration> configuration;
  private volatile @Nullable Settled settled;

  /// What the settings say, once they are known.
  private record Settled(Optional<Path> file) {}

  /// Filters are made before the settings are known, and want a clock: it asks for them later.
  private WallClock(Provider<Configuration> configuration) {
    this.configuration = configuration;
  }

  /// Makes the clock.
  static final class Maker {
    @Produces
    @Singleton
    InstantSource clock(Provider<Configuration> configuration) {
      return new WallClock(configuration);
    }
  }

  @Override
  public Instant instant() {
    Settled known = settled;
    if (known == null) {
      known = new Settled(configuration.get().test().clock());
      settled = known;
    }
    Instant machine = InstantSource.system().instant();
    return known.file().map(WallClock::read).map(machine::plus).orElse(machine);
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
