package dev.parallax.formats.backup;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// What a backup is of: the first part of its file, in words that people can read there.
///
/// @param product the version of the program that wrote it
/// @param installation whose it is
/// @param takenAt when; everything committed before is in it
/// @param migrations the scripts that made its schema, in their order
public record BackupManifest(
    String product, String installation, Instant takenAt, List<Migration> migrations) {
  private static final String HOLDS =
      "hashes of passwords and of tokens, names and addresses of people, what they decided and why."
          + " Keep it as you keep the installation.";
  private static final String LEAVES_OUT =
      "sessions and links that let somebody in, the key of the audit, passwords and secrets of the"
          + " environment.";

  /// A script that made a part of the schema.
  ///
  /// @param script its file name, such as `V1__shell.sql`
  /// @param sha256 of its bytes, in hexadecimal
  public record Migration(String script, String sha256) {}

  public BackupManifest {
    migrations = List.copyOf(migrations);
  }

  String text() {
    Lines lines = new Lines();
    lines.add("product", product);
    lines.add("installation", installation);
    lines.add("taken", takenAt.toString());
    lines.add("holds", HOLDS);
    lines.add("leaves out", LEAVES_OUT);
    migrations.forEach(each -> lines.add("migration", each.script() + " " + each.sha256()));
    return lines.text();
  }

  static BackupManifest read(String text) throws BackupRefused {
    Lines lines = Lines.read(text);
    List<Migration> migrations = new ArrayList<>();
    for (String each : lines.all("migration")) {
      List<String> words = lines.words(each, 2);
      migrations.add(new Migration(words.getFirst(), words.getLast()));
    }
    try {
      return new BackupManifest(
          lines.one("product"),
          lines.one("installation"),
          Instant.parse(lines.one("taken")),
          migrations);
    } catch (DateTimeParseException e) {
      throw BackupRefused.damaged("its manifest says '%s'".formatted(lines.one("taken")));
    }
  }
}
