package dev.parallax.formats.scim;

import java.util.function.Function;
import java.util.function.Supplier;

/// What reading or applying gives: a value, or the protocol's error.
public sealed interface Outcome<T> {
  record Ok<T>(T value) implements Outcome<T> {}

  record Failed<T>(ScimError error) implements Outcome<T> {}

  /// The next step with the value; an error stays what it is.
  default <U> Outcome<U> then(Function<T, Outcome<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Failed<T>(ScimError error) -> new Failed<>(error);
    };
  }

  /// Runs a reader and catches its refusal.
  static <T> Outcome<T> of(Supplier<T> reading) {
    try {
      return new Ok<>(reading.get());
    } catch (Unfit unfit) {
      return new Failed<>(unfit.error());
    }
  }
}
