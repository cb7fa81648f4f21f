package dev.parallax.formats.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A kind of resource: its schemas and where it is found.
public enum ResourceType {
  USER("User", "/Users"),
  GROUP("Group", "/Groups");

  /// What a path may cost, in characters; the longest of the schemas has some eighty.
  static final int LONGEST_PATH = 512;

  private final String word;
  private final String endpoint;

  ResourceType(String word, String endpoint) {
    this.word = word;
    this.endpoint = endpoint;
  }

  /// How the protocol calls it: `User`.
  public String word() {
    return word;
  }

  /// Below the address of the server: `/Users`.
  public String endpoint() {
    return endpoint;
  }

  public Schema schema() {
    return switch (this) {
      case USER -> Schema.USER;
      case GROUP -> Schema.GROUP;
    };
  }

  public List<Schema> extensions() {
    return switch (this) {
      case USER -> List.of(Schema.ENTERPRISE);
      case GROUP -> List.of();
    };
  }

  /// The attributes that stand at the top of a resource.
  List<Attribute> top() {
    return Stream.concat(Schema.COMMON.stream(), schema().attributes().stream()).toList();
  }

  /// The extension of that name, in any case.
  Optional<Schema> extension(String urn) {
    return extensions().stream().filter(each -> each.urn().equalsIgnoreCase(urn)).findFirst();
  }

  /// What a path names, if the schemas have it: `name.givenName`, `emails`,
  /// `urn:…:enterprise:2.0:User:manager.value`. Names are compared without regard to case.
  Optional<Target> target(String path) {
    if (path.length() > LONGEST_PATH) {
      return Optional.empty();
    }
    for (Schema extension : extensions()) {
      Optional<String> rest = below(extension.urn(), path);
      if (rest.isPresent()) {
        return walk(
            new Target(List.of(extension.urn()), List.of()), extension.attributes(), rest.get());
      }
    }
    String rest = below(schema().urn(), path).orElse(path);
    return walk(new Target(List.of(), List.of()), top(), rest);
  }

  private static Optional<String> below(String urn, String path) {
    int at = urn.length();
    boolean within =
        path.length() > at + 1
            && path.regionMatches(true, 0, urn, 0, at)
            && (path.charAt(at) == ':' || path.charAt(at) == '.');
    return within ? Optional.of(path.substring(at + 1)) : Optional.empty();
  }

  private static Optional<Target> walk(Target from, List<Attribute> among, String path) {
    Target target = from;
    List<Attribute> attributes = among;
    for (String name : path.split("\\.", -1)) {
      Optional<Attribute> found = Attribute.named(name, attributes);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      target = target.then(found.get());
      attributes = found.get().parts();
    }
    return Optional.of(target);
  }

  /// Every path that can be written, for hints.
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Attribute attribute : top()) {
      paths.add(attribute.name());
      attribute.parts().forEach(part -> paths.add(attribute.name() + "." + part.name()));
    }
    for (Schema extension : extensions()) {
      extension.attributes().forEach(each -> paths.add(extension.urn() + ":" + each.name()));
    }
    return paths;
  }
}
