package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import java.util.Map;

/// The one thing that a seat is asked about: when it came up, and who may not sit over it for
/// having had another part in it.
///
/// @param opened since when it waits
/// @param conflicted people whose other part rules them out, with what they did, as a clause that
///   goes on from their name: "proposed the change"
public record Matter(Instant opened, Map<PersonRef, String> conflicted) {
  public Matter {
    conflicted = Map.copyOf(conflicted);
  }

  /// Something that comes up now and in which nobody has had a part.
  public static Matter opening(Instant at) {
    return new Matter(at, Map.of());
  }
}
