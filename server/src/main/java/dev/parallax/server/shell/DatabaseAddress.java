package dev.parallax.server.shell;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Where a PostgreSQL is and who asks: a JDBC URL without credentials, a user and a password.
public record DatabaseAddress(String jdbcUrl, String user, String password) {

  /// Reads `postgres://user:password@host:port/name?options` or
  /// `jdbc:postgresql://host:port/name?user=…&password=…`.
  ///
  /// @throws StartRefused if the text is neither; the message never holds the password
  static DatabaseAddress parse(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    URI uri;
    try {
      uri = new URI(plain);
    } catch (URISyntaxException e) {
      throw refused("it cannot be read as a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
      throw refused("its scheme is '%s'".formatted(scheme));
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw refused("it names no host or no database");
    }
    String[] login =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String user = login.length > 0 ? decoded(login[0]) : "";
    String password = login.length > 1 ? decoded(login[1]) : "";
    StringBuilder rest = new StringBuilder();
    for (String option : uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
      if (option.startsWith("user=")) {
        user = decoded(option.substring("user=".length()));
      } else if (option.startsWith("password=")) {
        password = decoded(option.substring("password=".length()));
      } else if (!option.isEmpty()) {
        rest.append(rest.isEmpty() ? '?' : '&').append(option);
      }
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String url = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + rest;
    return new DatabaseAddress(url, user, password);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StartRefused refused(String why) {
    return new StartRefused(
        "PARALLAX_DATABASE_URL was given, but %s.".formatted(why),
        "Parallax keeps everything in PostgreSQL and expects postgres://user:password@host:5432/name"
            + " or jdbc:postgresql://host:5432/name?user=…&password=….",
        "Correct the URL, or unset PARALLAX_DATABASE_URL to use the PostgreSQL that comes with Parallax.");
  }

  /// Without the password, so that it can be printed.
  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}
