package dev.parallax.server.shell;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// How often the past has changed: late or corrected slices, adjustments and definitions each make
/// a new revision. An instant and a revision together name a statement.
@Singleton
public final class Revisions {
  private final Jdbi jdbi;

  Revisions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The newest revision that is committed, 0 or more.
  public long current() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select revision from installation").mapTo(Long.class).one());
  }

  /// The next revision, in the caller's transaction: it counts when that commits, and others wait
  /// for it until then.
  public long next(Handle transaction) {
    return transaction
        .createQuery("update installation set revision = revision + 1 returning revision")
        .mapTo(Long.class)
        .one();
  }
}
