package dev.parallax.server.shell;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/// Whether a commit survives a power cut, by the settings that the application's own connections
/// have: a database, a role or an address can each change them. Source: PostgreSQL manual, "Write
/// Ahead Log".
final class Durability {
  private static final Map<String, String> LOSES =
      Map.of(
          "fsync", "a power cut may damage the whole database",
          "full_page_writes", "a power cut may damage pages that were being written",
          "synchronous_commit", "the last acknowledged commits are lost in a crash");

  private Durability() {}

  /// Asks as the application does.
  ///
  /// @throws StartRefused if what is acknowledged could be lost
  static void check(DatabaseAddress application) {
    Map<String, String> off = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                application.jdbcUrl(), application.user(), application.password());
        Statement statement = connection.createStatement()) {
      for (String setting : LOSES.keySet()) {
        try (ResultSet found = statement.executeQuery("show " + setting)) {
          if (found.next() && found.getString(1).equals("off")) {
            off.put(setting, LOSES.getOrDefault(setting, ""));
          }
        }
      }
    } catch (SQLException e) {
      throw new StartRefused(
          "The settings of %s cannot be read: %s".formatted(application, e.getMessage()),
          "Parallax acknowledges what survives a power cut, and looks whether that is so.",
          "Mend what is named, then start again.",
          e);
    }
    if (!off.isEmpty()) {
      throw new StartRefused(
          "%s has switched off: %s.".formatted(application, off),
          "An acknowledgement means durable: each of these is expected to be on.",
          "Switch them on (alter system set … = on), also for the role and in the address.");
    }
  }
}
