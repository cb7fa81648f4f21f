package dev.parallax.formats.parallaxdev;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who fills a persona, as documents write it: `user:anna`, `group:shop`, `schedule:shop-oncall`,
/// `service:checkout`. Names are compared in lower case.
public record HolderRef(Kind kind, String name) {
  private static final Pattern SHAPE =
      Pattern.compile("(user|group|schedule|service):([a-z0-9]([-._a-z0-9]{0,61}[a-z0-9])?)");

  /// What can fill a persona.
  public enum Kind {
    USER,
    GROUP,
    SCHEDULE,
    SERVICE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Optional<HolderRef> parse(String text) {
    Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(
            new HolderRef(
                Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return kind.word() + ":" + name;
  }
}
