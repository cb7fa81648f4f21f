package dev.parallax.formats.parallaxdev;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an assignment covers, as documents write it: `service:checkout`, `system:shop` or
/// `organisation` (whose name is empty).
public record ScopeRef(Kind kind, String name) {
  public static final ScopeRef ORGANISATION = new ScopeRef(Kind.ORGANISATION, "");

  private static final Pattern SHAPE =
      Pattern.compile("(service|system):([a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?)");

  /// How far an assignment reaches.
  public enum Kind {
    SERVICE,
    SYSTEM,
    ORGANISATION
  }

  public static Optional<ScopeRef> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("organisation")) {
      return Optional.of(ORGANISATION);
    }
    Matcher matcher = SHAPE.matcher(lower);
    return matcher.matches()
        ? Optional.of(
            new ScopeRef(Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2)))
        : Optional.empty();
  }

  /// The scope that it names.
  public Scope scope() {
    return switch (kind) {
      case SERVICE -> new Scope.ServiceScope(new ServiceId(name));
      case SYSTEM -> new Scope.SystemScope(name);
      case ORGANISATION -> new Scope.Organisation();
    };
  }

  /// How documents write a scope.
  public static ScopeRef of(Scope scope) {
    return switch (scope) {
      case Scope.ServiceScope _ -> new ScopeRef(Kind.SERVICE, scope.name());
      case Scope.SystemScope _ -> new ScopeRef(Kind.SYSTEM, scope.name());
      case Scope.Organisation _ -> ORGANISATION;
    };
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.ORGANISATION ? word : word + ":" + name;
  }
}
