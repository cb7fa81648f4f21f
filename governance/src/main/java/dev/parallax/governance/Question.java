package dev.parallax.governance;

import java.util.List;

/// What a persona wants to know on a Monday morning.
///
/// @param id prefix of the persona and place in its list, from 1: `SO-1`. Stable; other records
///   refer to it
/// @param persona who asks
/// @param text the question as a heading, with its question mark
/// @param sources the data from which it is answered, the leading one first
public record Question(String id, PersonaId persona, String text, List<DataCode> sources) {
  public Question {
    sources = List.copyOf(sources);
  }
}
