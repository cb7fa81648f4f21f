package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import java.util.List;

/// People of a sample, as whom anybody may come in who can reach it. Filled by the slice that made
/// them up; asked in a sample installation only.
public interface Visitors {
  /// The people, by the persona that they fill, in the order of ADR-00002.
  List<Hat> hats();

  /// A persona and some who fill it.
  record Hat(String name, List<Visitor> people) {
    public Hat {
      people = List.copyOf(people);
    }
  }

  /// @param where what they answer for, in a few words
  /// @param home the path of the page that is theirs
  record Visitor(PersonRef person, String name, String where, String home) {}
}
