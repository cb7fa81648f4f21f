package dev.parallax.formats;

import java.util.List;

/// What reading gives: a value with remarks, or all the problems at once.
public sealed interface Checked<T> {
  /// A value; `remarks` are warnings that did not prevent it.
  record Ok<T>(T value, List<Problem> remarks) implements Checked<T> {
    public Ok {
      remarks = List.copyOf(remarks);
    }
  }

  /// Nothing usable; at least one problem is an error.
  record Rejected<T>(List<Problem> problems) implements Checked<T> {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
