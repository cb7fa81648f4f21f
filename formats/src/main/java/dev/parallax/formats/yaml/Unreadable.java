package dev.parallax.formats.yaml;

import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;

/// Ends the reading of a file from within its tree; never leaves this package.
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  Unreadable(Place place, String found, String expected, String remedy) {
    super(found, null, false, false);
    this.problem = new Problem(place, Problem.Severity.ERROR, found, expected, remedy);
  }

  Problem problem() {
    return problem;
  }
}
