package dev.parallax.server.shell;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/// The role that the application connects as. It owns nothing, so what the owner does not grant (to
/// change or delete an event of the audit) it cannot do, whatever a mistake in a program makes it
/// say.
///
/// Its password is made anew at each start and kept nowhere.
final class ApplicationRole {
  private static final int PASSWORD_BYTES = 24;

  private ApplicationRole() {}

  /// Makes the role beside its owner, or gives it a new password.
  ///
  /// @return how to connect as it
  /// @throws StartRefused if the owner may not make roles
  static DatabaseAddress under(DatabaseAddress owner) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      String role = name(statement);
      String verb = exists(connection, role) ? "alter" : "create";
      statement.execute(
          "%s role \"%s\" login nocreaterole nocreatedb noinherit password '%s'"
              .formatted(verb, role, password));
      return new DatabaseAddress(owner.jdbcUrl(), role, password);
    } catch (SQLException e) {
      throw new StartRefused(
          "The role of the application cannot be made in %s: %s".formatted(owner, e.getMessage()),
          "Parallax connects as a role that may add to the audit and not change it, and makes that role itself.",
          "Let the user make roles (alter role %s createrole), or unset PARALLAX_DATABASE_URL to use the database that comes with Parallax."
              .formatted(owner.user()),
          e);
    }
  }

  /// Roles belong to all databases of a server, so the name says which one it is for.
  private static String name(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("select current_database()")) {
      found.next();
      return "parallax_app_" + found.getString(1).replaceAll("[^A-Za-z0-9_]", "_");
    }
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      query.setString(1, role);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }
}
