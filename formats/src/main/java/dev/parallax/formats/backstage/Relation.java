package dev.parallax.formats.backstage;

/// A line from one entity to another, from the field of `spec` that says so.
public record Relation(Type type, EntityRef to) {
  /// The fields that name other entities, and the kind that a bare name means.
  public enum Type {
    /// A candidate for *responsible*, and for nothing else: Backstage says who maintains a thing,
    /// not who answers for it.
    OWNER("owner", "group"),
    SYSTEM("system", "system"),
    DOMAIN("domain", "domain"),
    DEPENDS_ON("dependsOn", "component"),
    DEPENDENCY_OF("dependencyOf", "component"),
    PROVIDES_API("providesApis", "api"),
    CONSUMES_API("consumesApis", "api"),
    SUBCOMPONENT_OF("subcomponentOf", "component"),
    MEMBER_OF("memberOf", "group"),
    MEMBER("members", "user"),
    PARENT("parent", "group"),
    CHILD("children", "group");

    private final String key;
    private final String defaultKind;

    Type(String key, String defaultKind) {
      this.key = key;
      this.defaultKind = defaultKind;
    }

    /// The key under `spec`.
    public String key() {
      return key;
    }

    String defaultKind() {
      return defaultKind;
    }
  }
}
