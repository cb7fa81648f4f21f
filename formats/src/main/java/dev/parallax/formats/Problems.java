package dev.parallax.formats;

import java.util.ArrayList;
import java.util.List;

/// Collects all that is wrong, in the order in which it was met, so that people hear of it at once.
///
/// Used by one thread while one set of files is read.
public final class Problems {
  private final List<Problem> all = new ArrayList<>();
  private int errors;

  public void add(Problem problem) {
    all.add(problem);
    if (problem.severity() == Problem.Severity.ERROR) {
      errors++;
    }
  }

  public void error(Place place, String found, String expected, String remedy) {
    add(new Problem(place, Problem.Severity.ERROR, found, expected, remedy));
  }

  public void warning(Place place, String found, String expected, String remedy) {
    add(new Problem(place, Problem.Severity.WARNING, found, expected, remedy));
  }

  /// How many errors were met so far; compare before and after to learn whether a part is usable.
  public int errors() {
    return errors;
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  public List<Problem> all() {
    return List.copyOf(all);
  }
}
