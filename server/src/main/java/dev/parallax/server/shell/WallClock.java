package dev.parallax.server.shell;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The one place where the time is asked. Slices take an [InstantSource], books take an instant.
final class WallClock {
  @Produces
  @Singleton
  InstantSource now() {
    return InstantSource.system();
  }
}
