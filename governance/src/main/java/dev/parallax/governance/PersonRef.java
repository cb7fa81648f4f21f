package dev.parallax.governance;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name by which the organisation knows one person: a login or a mail address.
///
/// Shape: 1–127 of `a–z 0–9 - . _ @ +`, starting and ending with a letter or digit; compared in
/// lower case.
public record PersonRef(String value) implements Comparable<PersonRef> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([-._@+a-z0-9]{0,125}[a-z0-9])?");

  public PersonRef {
    value = checkedName("person", value);
  }

  /// The shape that people, groups, schedules and systems share.
  static String checkedName(String what, String value) {
    String name = value.toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(name).matches()) {
      throw new Flaw(
              "%s name '%s'".formatted(what, value),
              "1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or digit",
              "Rename it, or use the login or mail address.")
          .asException();
    }
    return name;
  }

  @Override
  public int compareTo(PersonRef other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
