package dev.parallax.server.shell;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/// A connection that may wait for its answer as long as it takes, and no longer when it is closed.
/// Others give up after some seconds, so that a database that has stopped holds nobody.
public final class Unhurried implements AutoCloseable {
  private final Connection connection;
  private final int before;

  private Unhurried(Connection connection, int before) {
    this.connection = connection;
    this.before = before;
  }

  /// For a query that sorts or reads much before its first row.
  public static Unhurried of(Handle handle) {
    try {
      Connection connection = handle.getConnection();
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, 0);
      return new Unhurried(connection, before);
    } catch (SQLException e) {
      throw new IllegalStateException("The patience of a connection could not be set.", e);
    }
  }

  @Override
  public void close() {
    try {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The patience of a connection could not be set back.", e);
    }
  }
}
