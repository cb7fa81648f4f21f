package dev.parallax.server.federation;

import dev.parallax.governance.Directory;
import dev.parallax.governance.PersonRef;
import java.util.List;
import java.util.Map;

/// Who belongs to the organisation as its identity provider says.
///
/// @param people whom it keeps here, also those who left, who are inactive; it wins over documents
///   that say otherwise of the same person
/// @param groups which it keeps here, with everybody in them; it wins over documents likewise
/// @param guests who signed in without being kept here
/// @param claimed the groups that were named at a sign-in, with those who signed in so; they add to
///   what documents say
/// @param mails the address of each person who is here and of whom it names one
public record Enrolled(
    List<Directory.Person> people,
    List<Directory.Group> groups,
    List<Directory.Person> guests,
    List<Directory.Group> claimed,
    Map<PersonRef, String> mails) {
  /// No provider has said anything.
  public static final Enrolled NOBODY =
      new Enrolled(List.of(), List.of(), List.of(), List.of(), Map.of());

  public Enrolled {
    people = List.copyOf(people);
    groups = List.copyOf(groups);
    guests = List.copyOf(guests);
    claimed = List.copyOf(claimed);
    mails = Map.copyOf(mails);
  }
}
