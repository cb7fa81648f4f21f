package dev.parallax.server.seating;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A catalogue of Backstage read in the plainest way that works: maps of maps. It shares no code
/// with the product, so that both can be held against each other.
final class PlainCatalogue {
  /// The owner of each component and of each system, as it is written, by plain name.
  final SortedMap<String, String> components = new TreeMap<>();

  final Map<String, String> systems = new HashMap<>();

  /// The system of each component that names one.
  final Map<String, String> systemOf = new HashMap<>();

  final SortedSet<String> users = new TreeSet<>();
  private final SortedMap<String, Set<String>> members = new TreeMap<>();
  private final Map<String, Set<String>> below = new HashMap<>();

  void read(byte[] file) {
    Load load = new Load(LoadSettings.builder().build());
    for (Object document : load.loadAllFromString(new String(file, StandardCharsets.UTF_8))) {
      if (document instanceof Map<?, ?> entity
          && String.valueOf(entity.get("apiVersion")).startsWith("backstage.io/")) {
        read(entity);
      }
    }
  }

  private void read(Map<?, ?> entity) {
    Map<?, ?> metadata = map(entity.get("metadata"));
    Map<?, ?> spec = map(entity.get("spec"));
    String name = text(metadata.get("name"));
    switch (text(entity.get("kind"))) {
      case "component" -> {
        components.put(name, written(spec.get("owner")));
        systemOf.remove(name);
        if (spec.get("system") != null) {
          systemOf.put(name, last(text(spec.get("system"))));
        }
      }
      case "system" -> systems.put(name, written(spec.get("owner")));
      case "user" -> {
        users.add(name);
        list(spec.get("memberOf"))
            .forEach(group -> members.computeIfAbsent(group, _ -> new TreeSet<>()).add(name));
      }
      case "group" -> {
        members.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(list(spec.get("members")));
        below.computeIfAbsent(name, _ -> new HashSet<>()).addAll(list(spec.get("children")));
        if (spec.get("parent") != null) {
          String parent = last(text(spec.get("parent")));
          members.computeIfAbsent(parent, _ -> new TreeSet<>());
          below.computeIfAbsent(parent, _ -> new HashSet<>()).add(name);
        }
        list(spec.get("children")).forEach(c -> members.computeIfAbsent(c, _ -> new TreeSet<>()));
      }
      default -> {}
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String written(@Nullable Object value) {
    return value == null ? "" : value.toString().strip();
  }

  private static String text(@Nullable Object value) {
    return written(value).toLowerCase(Locale.ROOT);
  }

  /// `group:default/a` is `a`.
  private static String last(String ref) {
    return ref.replaceFirst("^.*[:/]", "");
  }

  private static List<String> list(@Nullable Object value) {
    List<String> names = new ArrayList<>();
    if (value instanceof List<?> items) {
      items.forEach(item -> names.add(last(text(item))));
    }
    return names;
  }

  /// Every group that is defined, or that another one or a user names.
  SortedMap<String, SortedSet<String>> groups() {
    SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
    members.keySet().forEach(group -> groups.put(group, everyoneIn(group)));
    return groups;
  }

  private SortedSet<String> everyoneIn(String group) {
    SortedSet<String> people = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(group));
    while (!open.isEmpty()) {
      String next = open.removeLast();
      if (seen.add(next)) {
        people.addAll(members.getOrDefault(next, Set.of()));
        open.addAll(below.getOrDefault(next, Set.of()));
      }
    }
    return people;
  }

  /// An owner in one spelling: kind and name in small letters, without the default namespace.
  static String plain(String owner) {
    String small = owner.toLowerCase(Locale.ROOT);
    String kind = small.startsWith("user:") ? "user" : "group";
    String name = small.contains(":") ? small.substring(small.indexOf(':') + 1) : small;
    return kind + ":" + (name.startsWith("default/") ? name.substring(8) : name);
  }

  /// Whether an owner, in one spelling, is somebody.
  boolean exists(String plain) {
    String name = plain.substring(plain.indexOf(':') + 1);
    return plain.startsWith("user:") ? users.contains(name) : members.containsKey(name);
  }

  /// The people whom an owner stands for; none where nobody is known by that name.
  SortedSet<String> people(String owner) {
    String plain = plain(owner);
    String name = plain.substring(plain.indexOf(':') + 1);
    if (!exists(plain)) {
      return new TreeSet<>();
    }
    return plain.startsWith("user:") ? new TreeSet<>(Set.of(name)) : everyoneIn(name);
  }
}
