package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import java.util.List;

/// A seat and everybody who could fill it: the first line and the deputies, as far as they can act.
/// Who is away or handed over counts, since they come back.
///
/// @param people each once, by name; none where the seat is vacant
public record Bench(Seat seat, List<PersonRef> people) {
  public Bench {
    people = people.stream().distinct().sorted().toList();
  }
}
