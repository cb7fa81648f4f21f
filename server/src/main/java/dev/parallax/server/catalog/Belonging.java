package dev.parallax.server.catalog;

import dev.parallax.governance.Directory;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.federation.Enrolled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Documents and the identity provider as one directory. Whom and what the provider keeps here is
/// as the provider says; where a document says otherwise, a flaw says which of the two counts.
///
/// @param flaws where the two differ
record Belonging(List<Directory.Person> people, List<Directory.Group> groups, List<Flaw> flaws) {
  static Belonging of(
      Collection<Directory.Person> people, Collection<Directory.Group> groups, Enrolled enrolled) {
    List<Flaw> flaws = new ArrayList<>();
    return new Belonging(
        people(people, enrolled, flaws), groups(groups, enrolled, flaws), List.copyOf(flaws));
  }

  private static List<Directory.Person> people(
      Collection<Directory.Person> documents, Enrolled enrolled, List<Flaw> flaws) {
    Map<PersonRef, Directory.Person> people = new TreeMap<>();
    enrolled.people().forEach(each -> people.put(each.ref(), each));
    for (Directory.Person document : documents) {
      Directory.Person kept = people.putIfAbsent(document.ref(), document);
      if (kept != null && !kept.active()) {
        flaws.add(
            new Flaw(
                "person '%s' in a document, who left according to the identity provider"
                    .formatted(document.ref()),
                "a person of whom both say the same; the provider counts",
                "Remove the document, or bring the person back at the provider."));
      } else if (kept != null && !kept.name().equals(document.name())) {
        flaws.add(
            new Flaw(
                "person '%s' is '%s' in a document and '%s' at the identity provider"
                    .formatted(document.ref(), document.name(), kept.name()),
                "one name; the provider's counts",
                "Remove the document, or correct one of the two."));
      }
    }
    enrolled.guests().forEach(each -> people.putIfAbsent(each.ref(), each));
    return List.copyOf(people.values());
  }

  private static List<Directory.Group> groups(
      Collection<Directory.Group> documents, Enrolled enrolled, List<Flaw> flaws) {
    Map<String, Directory.Group> groups = new TreeMap<>();
    documents.forEach(each -> groups.put(each.name(), each));
    enrolled.claimed().forEach(each -> groups.merge(each.name(), each, Belonging::both));
    Map<String, Directory.Group> before = new HashMap<>();
    documents.forEach(each -> before.put(each.name(), each));
    for (Directory.Group kept : enrolled.groups()) {
      groups.put(kept.name(), kept);
      Directory.Group document = before.get(kept.name());
      if (document != null && !Set.copyOf(document.members()).equals(Set.copyOf(kept.members()))) {
        flaws.add(
            new Flaw(
                "group '%s' has the members %s in documents and %s at the identity provider"
                    .formatted(kept.name(), document.members(), kept.members()),
                "the same members; the provider's count",
                "Remove the document, or correct one of the two."));
      }
    }
    return List.copyOf(groups.values());
  }

  private static Directory.Group both(Directory.Group one, Directory.Group other) {
    TreeSet<PersonRef> members = new TreeSet<>(one.members());
    members.addAll(other.members());
    return new Directory.Group(
        one.name(),
        List.copyOf(members),
        Stream.concat(one.groups().stream(), other.groups().stream()).distinct().toList());
  }
}
