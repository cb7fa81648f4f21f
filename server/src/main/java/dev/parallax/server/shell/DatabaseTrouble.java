package dev.parallax.server.shell;

import java.sql.SQLException;
import java.util.regex.Pattern;

/// Whether a failure is the database's: it is gone, full, stopping, or does not answer. Such a
/// request may be made again; any other failure is a bug. Source of the classes: PostgreSQL manual,
/// "PostgreSQL Error Codes".
final class DatabaseTrouble {
  /// Connection, resources, operator's intervention, system, internal; read-only transaction.
  private static final Pattern STATES = Pattern.compile("08...|53...|57...|58...|XX...|25006");

  private static final int DEEPEST = 20;

  private DatabaseTrouble() {}

  static boolean isIn(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (at instanceof SQLException sql
          && (sql.getSQLState() == null || STATES.matcher(sql.getSQLState()).matches())) {
        return true; // without a state: the pool has no connection to give
      }
      at = at.getCause();
    }
    return false;
  }
}
