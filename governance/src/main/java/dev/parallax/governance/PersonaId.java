package dev.parallax.governance;

import java.util.regex.Pattern;

/// The stable name of a persona, such as `service-owner`. Displayed names and aliases may change,
/// this one does not.
///
/// Shape: 1–63 of `a–z 0–9 -`, starting with a letter.
public record PersonaId(String value) implements Comparable<PersonaId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  public PersonaId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "persona id '%s': expected 1 to 63 of a-z 0-9 - that start with a letter. Write e.g. service-owner."
              .formatted(value));
    }
  }

  @Override
  public int compareTo(PersonaId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
