package dev.parallax.formats.backstage;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The full name of an entity, `kind:namespace/name`, in lower case: Backstage compares refs so.
public record EntityRef(String kind, String namespace, String name) {
  public static final String DEFAULT_NAMESPACE = "default";

  private static final String PART = "[a-z0-9](?:[-._a-z0-9]{0,61}[a-z0-9])?";
  private static final Pattern SHAPE =
      Pattern.compile("(?:(%s):)?(?:(%s)/)?(%s)".formatted(PART, PART, PART));

  public EntityRef {
    kind = kind.toLowerCase(Locale.ROOT);
    namespace = namespace.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  /// Reads `[kind:][namespace/]name`; what is left out comes from the relation and its source.
  public static Optional<EntityRef> parse(String text, String kind, String namespace) {
    Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new EntityRef(
            Optional.ofNullable(matcher.group(1)).orElse(kind),
            Optional.ofNullable(matcher.group(2)).orElse(namespace),
            matcher.group(3)));
  }

  @Override
  public String toString() {
    return kind + ":" + namespace + "/" + name;
  }
}
