package dev.parallax.governance.seat.analysis;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Group;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the owners that a catalogue names amount to, as they are written there.
///
/// @param dangling names that no group and no person has, with the services that give them
/// @param placeholders texts that stand for a name that was never filled in, such as `null` or
///   `team-TEAM-NAME`: a vacancy
/// @param spellings owners that are written in more than one way, by the plain name
/// @param shares how many services each owner has, by the plain name
public record OwnerNames(
    SortedMap<String, SortedSet<ServiceId>> dangling,
    SortedMap<String, SortedSet<ServiceId>> placeholders,
    SortedMap<String, SortedSet<String>> spellings,
    SortedMap<String, Integer> shares) {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)|null|none|n/?a|tbd|todo|unknown|undefined|owner|team-?name|.*team-name.*|.*[<{$].*|.*(changeme|example|your-).*");

  /// What catalogued services say.
  ///
  /// @param written the owner of each service, letter by letter
  public static OwnerNames of(Map<ServiceId, String> written, Directory directory) {
    Set<String> known = known(directory);
    SortedMap<String, SortedSet<ServiceId>> dangling = new TreeMap<>();
    SortedMap<String, SortedSet<ServiceId>> placeholders = new TreeMap<>();
    SortedMap<String, SortedSet<String>> spellings = new TreeMap<>();
    SortedMap<String, Integer> shares = new TreeMap<>();
    written.forEach(
        (service, text) -> {
          String plain = plain(text);
          if (PLACEHOLDER.matcher(plain).matches()) {
            placeholders.computeIfAbsent(text, _ -> new TreeSet<>()).add(service);
            return;
          }
          shares.merge(plain, 1, Integer::sum);
          spellings.computeIfAbsent(plain, _ -> new TreeSet<>()).add(text);
          if (!known.contains(plain)) {
            dangling.computeIfAbsent(plain, _ -> new TreeSet<>()).add(service);
          }
        });
    spellings.values().removeIf(ways -> ways.size() == 1);
    return new OwnerNames(dangling, placeholders, spellings, shares);
  }

  private static Set<String> known(Directory directory) {
    Set<String> known = new HashSet<>();
    directory.groups().forEach(group -> known.add("group:" + group.name()));
    directory.people().forEach(person -> known.add("user:" + person.ref()));
    return known;
  }

  /// One way to write an owner: kind and name in small letters, a group where no kind is given, the
  /// default namespace left out.
  static String plain(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String kind = lower.startsWith("user:") ? "user:" : "group:";
    String name = lower.replaceFirst("^(user|group):", "").replaceFirst("^default/", "");
    return PLACEHOLDER.matcher(name).matches() ? name : kind + name;
  }

  /// How the services lie with their owners.
  public Concentration concentration() {
    return Concentration.of(shares.values());
  }

  /// How many services name an owner that does not exist.
  public int danglingServices() {
    return dangling.values().stream().mapToInt(Collection::size).sum();
  }

  /// The groups that have exactly one member, also through nested groups.
  public static List<Group> ofOneMember(Directory directory) {
    return directory.groups().stream()
        .filter(group -> directory.everyoneIn(group.name()).size() == 1)
        .toList();
  }
}
