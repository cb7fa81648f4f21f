package dev.parallax.formats;

/// One thing that is wrong in a document, in three parts that a person can act on.
///
/// @param place where it stands
/// @param found what was found there, the value first
/// @param expected what would be right, and why
/// @param remedy what to write instead
public record Problem(
    Place place, Severity severity, String found, String expected, String remedy) {
  public enum Severity {
    ERROR,
    WARNING
  }

  @Override
  public String toString() {
    return "%s: %s: expected %s.\n  %s".formatted(place, found, expected, remedy);
  }
}
