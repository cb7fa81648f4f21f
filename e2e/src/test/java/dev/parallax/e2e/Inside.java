package dev.parallax.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The database of a running program, asked directly.
final class Inside {
  private Inside() {}

  /// The rows of one column of text; none of a command.
  static List<String> rows(Path data, String query) {
    try (Connection connection = connect(data);
        Statement sql = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (sql.execute(query)) {
        ResultSet found = sql.getResultSet();
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  private static Connection connect(Path data) throws SQLException {
    try {
      String password = Files.readString(data.resolve("postgres/password")).strip();
      String port =
          Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).get(3).strip();
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%s/parallax".formatted(port), "parallax", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
