package dev.parallax.budget;

import java.util.Locale;
import java.util.regex.Pattern;

/// The shape that every name of the catalogue shares.
final class Names {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?");

  private Names() {}

  static String checked(String what, String value) {
    String name = value.toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s name '%s': expected 1 to 63 of a-z 0-9 - . _ that start and end with a letter or digit. Rename it."
              .formatted(what, value));
    }
    return name;
  }
}
